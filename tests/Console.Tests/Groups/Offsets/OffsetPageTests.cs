using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Groups;
using RocketMQ.ManagementConsole.Components.Plans;
using RocketMQ.ManagementConsole.Components.Undo;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Tests.Topics;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Groups.Offsets;

public sealed class OffsetPageTests : ClusterPageTest
{
    private readonly OffsetCluster _cluster = new(("broker-a", 0, 0, 100), ("broker-a", 1, 0, 50));

    public OffsetPageTests()
    {
        _cluster.Commit("billing", "broker-a", 0, 60);
        _cluster.Commit("billing", "broker-a", 1, 50);
        Services.GetRequiredService<ClusterConnections>().Put(_cluster.Connection);
    }

    [Fact]
    public void The_preview_tells_each_queue_and_the_sum_and_changes_nothing()
    {
        var page = Open("?topic=orders&to=offset&number=55");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("table.plan tbody tr").Count));
        var cells = page.FindAll("table.plan tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(["broker-a", "0", "0–100", "60", "55", "5 again"], cells[0].Take(6));
        // 55 is beyond the end of the second queue.
        Assert.Equal(["broker-a", "1", "0–50", "50", "50*", "Nothing changes here.", "end of the queue"], cells[1]);
        Assert.Equal("1 of 2 queues move. 0 messages are skipped, 5 are consumed again.", page.Find(".sum").TextContent);
        Assert.Empty(_cluster.Writes);
    }

    [Theory]
    [InlineData("2025-03-04T12:00:00.25")]
    [InlineData("2025-03-04T04:00:00.25Z")]
    public void A_time_of_an_address_that_names_no_zone_is_the_viewers(string text)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(8), "test", "test");

        var draft = OffsetDraft.Read(name => name switch { "at" => text, "topic" => "orders", _ => null }, Clock.GetUtcNow(), zone);

        Assert.Equal(new DateTimeOffset(2025, 3, 4, 12, 0, 0, 250, TimeSpan.FromHours(8)), draft.Order("billing", zone).Order!.Goal.Time);
    }

    [Fact]
    public void A_previewed_form_is_in_the_address_and_applied_with_a_way_back()
    {
        var page = Open("");
        page.Find("input[list]").Input("orders");
        page.Find("select").Change("Shift");
        page.Find("input[type=number]").Change("-10");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("to=shift", Address(), StringComparison.Ordinal));
        Assert.Contains("number=-10", Address(), StringComparison.Ordinal);

        page.FindAll("button.primary").Single(button => button.TextContent == "Apply").Click();

        page.WaitForAssertion(() => Assert.Contains("done", page.Find(".outcomes").TextContent, StringComparison.Ordinal));
        Assert.Equal(["commit billing orders broker-a 0 50", "commit billing orders broker-a 1 40"], _cluster.Writes);
        Assert.Equal("c/dev/undo/1", page.FindAll("a.button").Single(link => link.TextContent == "Undo").GetAttribute("href"));

        var undo = Render<UndoPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.Entry, 1L));
        undo.WaitForAssertion(() => Assert.Equal(2, undo.FindAll("table.plan").Count));
        undo.Find("button.primary").Click();

        undo.WaitForAssertion(() => Assert.Contains("done", undo.Find(".outcomes").TextContent, StringComparison.Ordinal));
        Assert.Equal(60, _cluster.Offsets[("billing", OffsetCluster.Queue("broker-a", 0))]);
    }

    [Fact]
    public void A_preview_can_be_kept_and_is_applied_on_the_page_of_the_plan()
    {
        var page = Open("?topic=orders&to=latest");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".keep button")));
        page.Find(".keep button").Click();
        page.WaitForAssertion(() => Assert.EndsWith("c/dev/plans/1", Address(), StringComparison.Ordinal));
        Assert.Empty(_cluster.Writes);
        _cluster.Queues[OffsetCluster.Queue("broker-a", 0)] = (0, 120);
        _cluster.Commit("billing", "broker-a", 0, 70);

        var plan = Render<PlanPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.Number, 1L));
        // Where the group is by now, and where it was agreed to go.
        plan.WaitForAssertion(() => Assert.Equal(("70", "100"), (plan.Find("td.before").TextContent, plan.Find("td.after").TextContent)));
        Assert.Contains("queues: 1, brokers: 1", plan.Find(".entries summary").TextContent, StringComparison.Ordinal);
        Assert.Equal("c/dev/groups/billing", plan.Find(".entries .detail a").GetAttribute("href"));
        plan.FindAll("button").Single(button => button.TextContent == "Apply").Click();

        plan.WaitForAssertion(() => Assert.Contains("done", plan.Find(".entries summary").TextContent, StringComparison.Ordinal));
        Assert.Equal(["commit billing orders broker-a 0 100"], _cluster.Writes);
    }

    [Fact]
    public void A_plan_whose_broker_is_silent_says_so_and_can_not_be_applied()
    {
        var page = Open("?topic=orders&to=latest");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".keep button")));
        page.Find(".keep button").Click();
        _cluster.Silent.Add("broker-a");

        var plan = Render<PlanPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.Number, 1L));

        plan.WaitForAssertion(() => Assert.Contains("can not be made at the moment", plan.Markup, StringComparison.Ordinal));
        Assert.True(plan.FindAll("button").Single(button => button.TextContent == "Apply").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("?topic=orders&to=shift&number=0", "other than 0")]
    [InlineData("?topic=orders&to=offset&number=-1", "0 or more")]
    [InlineData("?topic=orders&to=group&source=billing", "another group than billing")]
    [InlineData("?topic=or%20ders&to=latest", "not allowed")]
    public void A_wrong_wish_is_answered_with_what_is_allowed(string query, string text)
    {
        var page = Open(query);

        page.WaitForAssertion(() => Assert.Contains(text, page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("table.plan"));
    }

    [Fact]
    public void What_cannot_be_done_says_why_and_cannot_be_applied()
    {
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a");

        var page = Open("?topic=orders&to=shift&number=1");

        page.WaitForAssertion(() => Assert.Contains("broker-a (V4_9_8)", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.True(page.FindAll("button.primary").Single(button => button.TextContent == "Apply").HasAttribute("disabled"));
    }

    [Fact]
    public void A_chosen_queue_alone_is_moved()
    {
        var page = Open("?topic=orders&to=earliest&queues=broker-a:1");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("table.plan tbody tr")));
        Assert.Contains("1 of 4 queues", page.Find("summary").TextContent, StringComparison.Ordinal);
        page.FindAll("button.primary").Single(button => button.TextContent == "Apply").Click();

        page.WaitForAssertion(() => Assert.Equal(["commit billing orders broker-a 1 0"], _cluster.Writes));
    }

    [Fact]
    public void An_entry_that_the_audit_does_not_have_is_not_undone()
    {
        var undo = Render<UndoPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.Entry, 77L));

        undo.WaitForAssertion(() => Assert.Contains("no change 77", undo.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private string Address() => Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri;

    private IRenderedComponent<GroupOffsetsPage> Open(string query)
    {
        At("/c/dev/groups/billing/offsets" + query);
        return Render<GroupOffsetsPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.GroupName, "billing"));
    }
}
