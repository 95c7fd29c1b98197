using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Components.Cluster;
using RocketMQ.ManagementConsole.Components.Groups;
using RocketMQ.ManagementConsole.Components.Inventory;
using RocketMQ.ManagementConsole.Components.Overview;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Inventory;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;

namespace RocketMQ.ManagementConsole.Tests.History;

/// <summary>Pages as they were at a moment, which the address names, and what is different at another one. It is noon.</summary>
public sealed class PastTests : ClusterPageTest
{
    private static readonly Subject Billing = Subject.Group("billing");

    private TemporaryHistory Past => Services.GetRequiredService<TemporaryHistory>();

    [Fact]
    public void A_group_is_shown_as_it_was_and_says_so_with_a_way_back()
    {
        Past.Write(Billing, Figure.Lag, 41);
        Keep("retryMaxTimes", "16");
        Clock.Advance(TimeSpan.FromHours(1));
        Keep("retryMaxTimes", "3");

        var page = Group("2025-03-04T12:00:00Z");

        Assert.Contains("As it was on 2025-03-04 12:00:00.000 UTC", page.Find(".past-bar").TextContent, StringComparison.Ordinal);
        Assert.Equal("41", Tile(page, "Lag (messages)"));
        Assert.Equal("—", Tile(page, "Members")[..1]);
        Assert.Contains("16", page.Find("dl.pairs").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll(".tile .value"), value => value.TextContent == "7");
        // Nothing of it is fresh, and nothing can be changed.
        Assert.Empty(page.FindAll(".fresh, .actions"));
        Assert.EndsWith("/c/dev/groups/billing", page.FindAll(".past-bar a").First(link => link.TextContent == "Back to now").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_of_which_nothing_is_known_is_a_gap_and_no_zero()
    {
        Past.Write(Billing, Figure.Lag, 41);
        Clock.Advance(TimeSpan.FromHours(2));

        var page = Group("2025-03-04T13:00:00Z");

        Assert.Contains("Nothing is known of that moment", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll(".tile .value"), value => Assert.StartsWith("—", value.TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2025-03-04T12:00:01Z")]
    public void What_is_no_moment_of_the_past_is_said(string at)
    {
        var page = Group(at);

        Assert.Contains($"'{at}' is no moment of the past", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".past-bar"));
    }

    [Fact]
    public void The_overview_lists_what_there_was_the_most_first_with_links_that_stay_in_the_past()
    {
        Past.Write(Subject.Cluster, Figure.In, 12);
        Past.Write(Billing, Figure.Lag, 41);
        Past.Write(Subject.Group("mailing"), Figure.Lag, 90);
        Past.Write(Subject.Broker("broker-a", 0), Figure.In, 12);
        Clock.Advance(TimeSpan.FromMinutes(30));
        Attach(Samples.Snapshot());
        At("c/dev/overview?at=2025-03-04T12:00:00Z");

        var page = Render<OverviewPage>(p => p.Add(c => c.ClusterName, "dev"));
        page.WaitForElement(".tiles");

        Assert.Equal("12/s", Tile(page, "In"));
        Assert.Equal(["broker-a/0", "mailing", "billing"], page.FindAll("tbody td a").Select(link => link.TextContent));
        Assert.Contains(page.FindAll("tbody td a"), link => link.GetAttribute("href") == "c/dev/groups/mailing?at=2025-03-04T12:00:00Z");
    }

    [Fact]
    public void A_topic_is_shown_as_it_was()
    {
        Past.Write(Subject.Topic("orders"), Figure.In, 12);
        Keep(new Definition(DefinitionKind.Topic, "orders"), "writeQueueNums", "4");
        Clock.Advance(TimeSpan.FromHours(1));
        Keep(new Definition(DefinitionKind.Topic, "orders"), "writeQueueNums", "8");
        Attach(Samples.Snapshot([Samples.Topic("orders")]));
        At("c/dev/topics/orders?at=2025-03-04T12:00:00Z");

        var page = Render<TopicPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.TopicName, "orders"));
        page.WaitForElement("dl.pairs");

        Assert.Equal("12/s", Tile(page, "In"));
        Assert.Equal(["writeQueueNums", "4"], Pairs(page));
        Assert.Empty(page.FindAll(".fresh, .actions"));
    }

    [Theory]
    [InlineData(0, "broker-a")]
    [InlineData(1, "broker-a/1")]
    public void A_broker_is_shown_as_it_was_with_its_settings(long id, string settings)
    {
        Past.Write(Subject.Broker("broker-a", id), Figure.Disk, 0.5);
        Keep(new Definition(DefinitionKind.Broker, $"broker-a/{id}"), "version", "V4_9_8");
        Keep(new Definition(DefinitionKind.Settings, settings), "flushDiskType", "SYNC_FLUSH");
        Clock.Advance(TimeSpan.FromHours(1));
        Keep(new Definition(DefinitionKind.Settings, settings), "flushDiskType", "ASYNC_FLUSH");
        Attach(Samples.Snapshot() with { Brokers = [Samples.Broker("broker-a", Samples.AddressA) with { BrokerId = id }] });
        At($"c/dev/brokers/broker-a/{id}?at=2025-03-04T12:00:00Z");

        var page = Render<BrokerPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.BrokerName, "broker-a").Add(c => c.BrokerId, id));
        page.WaitForElement("dl.pairs");

        Assert.Equal("50 %", Tile(page, "Disk in use"));
        Assert.Equal(["version", "V4_9_8", "flushDiskType", "SYNC_FLUSH"], Pairs(page));
        Assert.Empty(page.FindAll(".fresh, .actions"));
    }

    [Fact]
    public void Everything_that_is_kept_has_a_heading_among_what_changed()
    {
        foreach (var kind in Enum.GetValues<DefinitionKind>())
            Keep(new Definition(kind, "thing"), "version", "1");
        Attach(Samples.Snapshot());
        Clock.Advance(TimeSpan.FromHours(1));
        At("c/dev/differences?from=2025-03-04T11:00:00Z&to=2025-03-04T12:30:00Z");

        var page = Render<DifferencesPage>(p => p.Add(c => c.ClusterName, "dev"));

        Assert.Equal(
            ["Brokers 1", "Settings of brokers 1", "Topics 1", "Groups 1", "Members of groups 1", "Producers 1"],
            page.FindAll("h2").Select(heading => heading.TextContent));
    }

    [Fact]
    public void What_changed_is_listed_by_kind_with_before_and_after()
    {
        Keep("retryMaxTimes", "16");
        Clock.Advance(TimeSpan.FromHours(1));
        Keep("retryMaxTimes", "3");
        Past.Inventory.Write("dev", Clock.GetUtcNow(), [new(new Definition(DefinitionKind.Client, "10.0.0.1@7", "billing"), """{"version":"V4_9_8"}""")]);
        Attach(Samples.Snapshot());
        At("c/dev/differences?from=2025-03-04T12:00:00Z&to=2025-03-04T13:00:00Z");

        var page = Render<DifferencesPage>(p => p.Add(c => c.ClusterName, "dev"));

        Assert.Equal(["Groups 1", "Members of groups 1"], page.FindAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(["Name", "Setting", "At the first moment", "At the second", "Last change seen"], page.FindAll("table")[0].QuerySelectorAll("thead th").Select(cell => cell.TextContent));
        Assert.Equal(["retryMaxTimes", "16", "3"], page.FindAll("tbody")[0].QuerySelectorAll("td").Take(3).Select(cell => cell.TextContent));
        Assert.Contains("new", page.FindAll("tbody")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_before_the_first_look_is_said_to_be_one()
    {
        Keep("retryMaxTimes", "16");
        Attach(Samples.Snapshot());
        At("c/dev/differences?from=2025-03-04T11:00:00Z&to=2025-03-04T12:00:00Z");

        var page = Render<DifferencesPage>(p => p.Add(c => c.ClusterName, "dev"));

        Assert.Contains("Nothing was kept before 2025-03-04 11:00:00.000 UTC", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Moments_in_the_wrong_order_are_refused()
    {
        Attach(Samples.Snapshot());
        At("c/dev/differences?from=2025-03-04T12:00:00Z&to=2025-03-04T11:00:00Z");

        Assert.Contains("before the second", Render<DifferencesPage>(p => p.Add(c => c.ClusterName, "dev")).Find(".notice").TextContent, StringComparison.Ordinal);
    }

    private void Keep(string setting, string value) => Keep(new Definition(DefinitionKind.Group, "billing"), setting, value);

    private void Keep(Definition what, string setting, string value) =>
        Past.Inventory.Write("dev", Clock.GetUtcNow(), [new(what, $$"""{"{{setting}}":"{{value}}"}""")]);

    private IRenderedComponent<GroupPage> Group(string at)
    {
        Attach(Samples.Snapshot(groups: [Samples.Group("billing", lag: 7)]));
        At($"c/dev/groups/billing?at={at}");
        var page = Render<GroupPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.GroupName, "billing"));
        page.WaitForElement(".tiles, .empty");
        return page;
    }

    private static IEnumerable<string> Pairs<TPage>(IRenderedComponent<TPage> page)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll("dl.pairs dt, dl.pairs dd").Select(part => part.TextContent.Trim());

    private static string Tile<TPage>(IRenderedComponent<TPage> page, string label)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll(".tile").First(tile => tile.QuerySelector(".label span")!.TextContent == label).QuerySelector(".value")!.TextContent;
}
