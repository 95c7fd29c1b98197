using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Groups;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Groups;

public sealed class GroupPageTests : ClusterPageTest
{
    private static readonly ClusterSnapshot Snapshot = Samples.Snapshot(groups: [Samples.Group("billing", lag: 1234), Samples.Group("shipping")]);

    [Fact]
    public void A_group_of_unknown_lag_has_a_dash()
    {
        Attach(Snapshot);

        var page = Render<GroupsPage>(p => p.Add(c => c.ClusterName, "dev"));

        Assert.Equal(["1,234", "—"], page.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td")[1].TextContent.Trim()));
    }

    [Fact]
    public void The_list_tells_what_a_group_is_and_never_makes_the_unknown_a_zero()
    {
        Attach(Samples.Snapshot(groups:
        [
            Samples.Group("billing", lag: 600) with
            {
                ConsumeRate = 12, Drain = new Drain(TimeSpan.FromMinutes(2)), Retries = 3, DeadLetters = 4,
                Presence = new GroupPresence(2, MessageModel.Clustering, false, null, Samples.Noon),
            },
            Samples.Group("mailing", lag: 600) with { Drain = new Drain(null), Presence = new GroupPresence(0, null, false, null, Samples.Noon) },
            Samples.Group("news", lag: 600) with { Drain = new Drain(null), Presence = new GroupPresence(5, MessageModel.Broadcasting, false, null, Samples.Noon) },
            Samples.Group("unasked"),
            Samples.Group("unclear") with { Presence = new GroupPresence(null, null, false, "broker-b does not answer", Samples.Noon) },
        ]));

        var rows = Render<GroupsPage>(p => p.Add(c => c.ClusterName, "dev")).FindAll("tbody tr");

        // Lag, time to drain, rate, members, mode, retries, dead letters.
        Assert.Equal(["600", "2 min", "12/s", "2", "Clustering", "3", "4"], Cells(rows[0]));
        Assert.Equal(["600", "not shrinking", "—", "0", "Offline", "—", "—"], Cells(rows[1]));
        Assert.Equal(["—", "—", "—", "5", "Broadcasting", "—", "—"], Cells(rows[2]));
        Assert.Contains("keep their offsets themselves", Hint(rows[2], 1), StringComparison.Ordinal);
        Assert.Equal(["—", "—", "—", "—", "—", "—", "—"], Cells(rows[3]));
        Assert.Contains("Not known yet", Hint(rows[3], 4), StringComparison.Ordinal);
        Assert.Equal("broker-b does not answer", Hint(rows[4], 4));
    }

    [Fact]
    public async Task Rows_in_view_are_watched_while_the_page_is_open()
    {
        var cluster = Attach(Snapshot);

        Render<GroupsPage>(p => p.Add(c => c.ClusterName, "dev"));
        Assert.True(cluster.Watched.IsWatched("billing"));

        await DisposeComponentsAsync();
        Assert.False(cluster.Watched.IsWatched("billing"));
    }

    [Fact]
    public void A_group_that_is_offline_and_never_committed_says_both()
    {
        Groups.Progress = (_, _) => Samples.Answer(new ConsumeStats());
        Groups.Consumers = _ => Samples.Answer<ConsumerConnection?>(null);
        Attach(Snapshot);

        var page = Show(null);

        page.WaitForAssertion(() => Assert.Contains("Nobody of the group is online", page.Markup, StringComparison.Ordinal));
        Assert.Contains("never committed an offset", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("—", page.FindAll(".tile .value")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Lag_is_told_by_topic_and_by_queue()
    {
        Groups.Progress = (_, _) => Samples.Answer(new ConsumeStats
        {
            OffsetTable =
            {
                [new MessageQueue("orders", "broker-a", 0)] = new OffsetWrapper { BrokerOffset = 100, ConsumerOffset = 60 },
                [new MessageQueue("orders", "broker-a", 1)] = new OffsetWrapper { BrokerOffset = 10, ConsumerOffset = 9 },
            },
        });
        Groups.Consumers = _ => Samples.Answer<ConsumerConnection?>(null);
        Attach(Snapshot);

        var page = Show(null);

        page.WaitForAssertion(() => Assert.Equal("41", page.FindAll(".tile .value")[0].TextContent));
        Assert.Equal(3, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void A_changed_setting_is_applied_to_the_groups_brokers()
    {
        var cluster = Attach(Snapshot);
        Groups.Save = (saved, _) =>
        {
            var billing = Samples.Group("billing");
            cluster.Next = Samples.Snapshot(groups: [billing with { Configs = billing.Configs.SetItem("broker-a", saved) }]);
            return Samples.Answer(default(Done));
        };
        var page = Render<GroupEditPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.GroupName, "billing"));
        Assert.True(page.Find("button.primary").HasAttribute("disabled"));

        page.FindAll("input[type=checkbox]")[0].Change(false);
        page.Find("button.primary").Click();

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".outcomes li")));
        var (group, target) = Assert.Single(Groups.Saved);
        Assert.Equal(("billing", false, BrokerTarget.Address(Samples.AddressA)), (group.GroupName, group.ConsumeEnable, target));
        Assert.Contains("every chosen broker now has these settings", page.Markup, StringComparison.Ordinal);
        // One look before, and one after, which shows it.
        Assert.Equal(2, cluster.Refreshes);
    }

    [Fact]
    public void A_changed_setting_can_be_kept_as_a_plan_instead()
    {
        Attach(Snapshot);
        var page = Render<GroupEditPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.GroupName, "billing"));
        page.FindAll(".form input[type=checkbox]")[0].Change(false);

        page.Find(".keep .check input").Change(true);
        page.Find(".keep button").Click();

        page.WaitForAssertion(() => Assert.EndsWith("c/dev/plans/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var plan = Services.GetRequiredService<PlanStore>().Find("dev", 1)!;
        Assert.Equal(("group.save", "billing", true), (plan.Items[0].Kind, plan.Items[0].ObjectName, plan.ForAnother));
        Assert.Equal(new FieldChange("Groups.ConsumeEnable", "true", "false"), Assert.Single(plan.Items[0].Plan.Brokers[0].Fields));
        Assert.Empty(Groups.Saved);
    }

    [Fact]
    public void An_operator_plans_to_delete_a_group_and_leaves_it_to_an_administrator()
    {
        Attach(Snapshot);
        Authorization.SetPolicies("view", "operate");
        var page = Show("settings");
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Delete group");
        Assert.Contains("needs the role Administrator", page.Markup, StringComparison.Ordinal);

        page.Find(".keep button").Click();

        page.WaitForAssertion(() => Assert.EndsWith("c/dev/plans/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal("group.delete", Services.GetRequiredService<PlanStore>().Find("dev", 1)!.Items[0].Kind);
        Assert.Empty(Groups.Deleted);
    }

    private static IEnumerable<string> Cells(AngleSharp.Dom.IElement row) => row.QuerySelectorAll("td").Skip(1).Take(7).Select(cell => cell.TextContent.Trim());

    private static string? Hint(AngleSharp.Dom.IElement row, int cell) => row.QuerySelectorAll("td")[cell].QuerySelector("[title]:not(.rz-cell-data)")?.GetAttribute("title");

    private IRenderedComponent<GroupPage> Show(string? tab) => Render<GroupPage>(p => p
        .Add(page => page.ClusterName, "dev").Add(page => page.GroupName, "billing").Add(page => page.Tab, tab));
}
