using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Overview;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Overview;

public sealed class OverviewFiguresTests
{
    [Fact]
    public void Before_the_first_answer_nothing_is_known()
    {
        var figures = OverviewFigures.Of(ClusterSnapshot.Unknown);

        Assert.Equal(
            (null, null, null, null, null, null, null),
            (figures.InRate, figures.OutRate, figures.BrokersKnown, figures.Topics, figures.Groups, figures.Lag, figures.Disk));
    }

    [Fact]
    public void Sums_name_the_brokers_they_lack()
    {
        var snapshot = Samples.Snapshot() with
        {
            Brokers =
            [
                Samples.Broker("broker-a", Samples.AddressA) with { InRate = 3, OutRate = 2, Runtime = new(new Dictionary<string, string>()) },
                Samples.Broker("broker-b", Samples.AddressB) with { Failure = "refused" },
            ],
        };

        var figures = OverviewFigures.Of(snapshot);

        Assert.Equal((3, 2, 1, 2), (figures.InRate, figures.OutRate, figures.BrokersUp, figures.BrokersKnown));
        Assert.Equal(["broker-b"], figures.Missing);
    }

    [Fact]
    public void The_servers_own_topics_and_groups_are_counted_apart()
    {
        var figures = OverviewFigures.Of(Samples.Snapshot(
            [Samples.Topic("orders"), Samples.Topic("%RETRY%g", TopicKind.Retry)],
            [Samples.Group("g", lag: 7), Samples.Group("new"), Samples.Group("TOOLS_CONSUMER", system: true, lag: 100)]));

        Assert.Equal((1, 1, 2, 7, 1), (figures.Topics, figures.OtherTopics, figures.Groups, figures.Lag, figures.GroupsWithLag));
    }
}
