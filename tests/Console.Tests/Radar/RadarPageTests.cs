using Bunit;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Radar;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;

namespace RocketMQ.ManagementConsole.Tests.Radar;

public sealed class RadarPageTests : ClusterPageTest
{
    [Fact]
    public void A_queue_whose_unread_messages_are_about_to_go_is_red_with_the_time_that_is_left()
    {
        Brokers.Settings = _ => new Dictionary<string, string> { ["fileReservedTime"] = "48", ["deleteWhen"] = "04" };
        var cluster = Attach(Lagging(47.5));

        var page = Render<RadarPage>(p => p.Add(c => c.ClusterName, "dev"));
        cluster.Publish(Lagging(47.5));

        page.WaitForAssertion(() => Assert.Contains("30 min", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("being lost", page.Find("tbody .badge[data-tone=bad]").TextContent, StringComparison.Ordinal);
        Assert.Contains("keeps messages for 2 d", page.Find("tbody").InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void Brokers_that_do_not_tell_how_long_they_keep_are_named_and_their_queues_not_safe()
    {
        Attach(Lagging(1));

        var page = Render<RadarPage>(p => p.Add(c => c.ClusterName, "dev"));

        Assert.Contains("not known yet for: broker-a", page.Markup, StringComparison.Ordinal);
        Assert.Contains("not known", page.Find("tbody .badge").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_unread_messages_it_says_that_everything_is_read()
    {
        Attach(Samples.Snapshot(groups: [Samples.Group("billing", lag: 0) with { Backlogs = [] }]));

        Assert.Contains("Everything is read", Render<RadarPage>(p => p.Add(c => c.ClusterName, "dev")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_lost_already_is_counted_and_listed()
    {
        var group = Lagging(1).Groups[0];
        Attach(Samples.Snapshot(groups: [group with { Losses = [new QueueLoss("orders", "broker-a", 3, 1234, Samples.Noon)] }]));

        var page = Render<RadarPage>(p => p.Add(c => c.ClusterName, "dev"));

        Assert.Contains("1,234", page.FindAll(".tile")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("billing", page.FindAll("tbody")[0].TextContent, StringComparison.Ordinal);
    }

    private static ClusterSnapshot Lagging(double hours) => Samples.Snapshot(groups:
    [
        Samples.Group("billing", lag: 12) with { Backlogs = [new QueueBacklog("orders", "broker-a", 3, 12, Samples.Noon.AddHours(-hours))] },
    ]);
}
