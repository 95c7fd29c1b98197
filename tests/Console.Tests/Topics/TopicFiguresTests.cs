using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class TopicFiguresTests
{
    private readonly FakeTopicOperations _topics = new();
    private readonly FakeBrokerOperations _brokers = new();
    private readonly FakeCluster _cluster;

    public TopicFiguresTests()
    {
        _cluster = new FakeCluster(new FakeAdminClient { TopicFake = _topics, BrokerFake = _brokers }, Samples.Snapshot());
        _topics.Statistics = topic => Samples.Answer(new TopicStatsTable
        {
            OffsetTable =
            {
                [new MessageQueue(topic, "broker-a", 0)] = new TopicOffset { MinOffset = 10, MaxOffset = 25, LastUpdateTimestamp = 1741089600000 },
                [new MessageQueue(topic, "broker-a", 1)] = new TopicOffset { MinOffset = 0, MaxOffset = 5 },
            },
        });
    }

    [Fact]
    public async Task Kept_and_stored_messages_are_summed_over_queues()
    {
        var figures = await TopicFigures.FetchAsync(_cluster, "orders", default);

        Assert.Equal((20, 30, Samples.Noon), (figures.Kept, figures.Stored, figures.LastStored));
    }

    [Fact]
    public async Task Without_the_statistics_item_the_rate_is_unknown_and_not_zero()
    {
        Assert.Null((await TopicFigures.FetchAsync(_cluster, "orders", default)).InRate);

        _brokers.Statistic = (_, name, key) => name == "TOPIC_PUT_NUMS" && key == "orders"
            ? new BrokerStatsData { StatsMinute = new BrokerStatsItem { Tps = 12.5 } }
            : null;
        Assert.Equal(12.5, (await TopicFigures.FetchAsync(_cluster, "orders", default)).InRate);
    }

    [Fact]
    public async Task A_silent_broker_makes_sums_unknown_and_is_named()
    {
        var answer = _topics.Statistics("orders");
        _topics.Statistics = _ => answer with { Failures = [Samples.Failure(Samples.AddressB)] };

        var figures = await TopicFigures.FetchAsync(_cluster, "orders", default);

        Assert.Null(figures.Kept);
        Assert.Null(figures.Stored);
        Assert.Equal([$"broker-b ({Samples.AddressB})"], figures.Missing);
    }
}
