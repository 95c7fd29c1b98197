using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin.Monitoring;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>Rounds over all consumer groups: what is undone, failed, moved or looks wrong.</summary>
public sealed class MonitoringTests : IAsyncDisposable
{
    private const string Cluster =
        """{"brokerAddrTable":{"a":{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"}},"clusterAddrTable":{"c":["a"]}}""";

    private const string Route =
        """{"brokerDatas":[{"brokerAddrs":{"0":"a:10911"},"brokerName":"a","cluster":"c"}],"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":2,"writeQueueNums":2}]}""";

    private const string Offsets =
        """{{"brokerName":"a","queueId":0,"topic":"t"}:{"brokerOffset":10,"consumerOffset":4,"lastTimestamp":1000},{"brokerName":"a","queueId":1,"topic":"t"}:{"brokerOffset":9,"consumerOffset":9,"lastTimestamp":2000},{"brokerName":"a","queueId":0,"topic":"u"}:{"brokerOffset":1,"consumerOffset":0,"lastTimestamp":1000}}""";

    private readonly MemoryNetwork _network = new();
    private readonly AdminClient _admin;
    private readonly Dictionary<string, string> _states = new()
    {
        ["one"] = State("*", 3),
        ["two"] = State("*", 4),
    };

    public MonitoringTests()
    {
        _admin = new AdminClient(new AdminClientOptions { NameServers = ["ns:9876"] }, NullLoggerFactory.Instance, TimeProvider.System, _network);
        new FakeServer()
            .On(RequestCode.GetBrokerClusterInfo, Cluster)
            .On(RequestCode.GetAllTopicListFromNameServer, """{"topicList":["%RETRY%g","t"]}""")
            // There is no event yet, and so no topic for them.
            .On(RequestCode.GetRouteInfoByTopic, request => request.ExtFields!["topic"] == SystemTopics.OffsetMovedEvent
                ? Reply.Refused(ResponseCode.TopicNotExist, "none")
                : Reply.WithBody(Encoding.UTF8.GetBytes(Route)))
            .Listen(_network, "ns:9876");
        new FakeServer()
            .On(RequestCode.GetBrokerConsumeStats, $$"""{"consumeStatsList":[{"g":[{"consumeTps":0,"offsetTable":{{Offsets}} }]},{"away":[{"consumeTps":0,"offsetTable":{{Offsets}} }]}]}""")
            .On(RequestCode.GetConsumeStats, $$"""{"consumeTps":0,"offsetTable":{{Offsets}} }""")
            .On(RequestCode.GetConsumerConnectionList, request => request.ExtFields!["consumerGroup"] == "g"
                ? Reply.WithBody("""{"connectionSet":[{"clientAddr":"x:1","clientId":"one","version":409},{"clientAddr":"x:2","clientId":"two","version":409}],"consumeType":"CONSUME_PASSIVELY"}"""u8.ToArray())
                : Reply.Refused(ResponseCode.ConsumerNotOnline, "nobody"))
            .On(RequestCode.GetConsumerRunningInfo, request => Reply.WithBody(Encoding.UTF8.GetBytes(_states[request.ExtFields!["clientId"]])))
            .On(RequestCode.GetTopicStatsInfo, request => request.ExtFields!["topic"] == "t"
                ? Reply.WithBody("""{"offsetTable":{{"brokerName":"a","queueId":0,"topic":"t"}:{"lastUpdateTimestamp":1700,"maxOffset":10,"minOffset":0},{"brokerName":"a","queueId":1,"topic":"t"}:{"lastUpdateTimestamp":2000,"maxOffset":9,"minOffset":0}}}"""u8.ToArray())
                : Reply.Refused(ResponseCode.SystemError, "broken"))
            .Listen(_network, "a:10911");
    }

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Fact]
    public async Task What_waits_is_counted_and_how_long_the_worst_queue_is_behind()
    {
        var round = await CheckAsync();

        // Groups without members do not consume and are not examined; a topic whose times are not told has no delay, not none.
        Assert.Equal([new UndoneMessages("g", "t", 6, 6, 700), new UndoneMessages("g", "u", 1, 1, null)], round.Undone);
        Assert.Equal((2, 0, 0), (round.Groups, round.Moved.Count, round.Failures.Count));
    }

    [Fact]
    public async Task Failures_of_all_members_are_added_up()
    {
        var round = await CheckAsync();

        Assert.Equal([new FailedMessages("g", "t", 7)], round.Failed);
        Assert.Empty(round.Findings);
    }

    [Fact]
    public async Task Members_that_subscribe_to_other_things_or_stand_still_are_named()
    {
        _states["two"] = State("tag", 0, """{"brokerName":"a","queueId":1,"topic":"t"}:{"cachedMsgCount":2,"lastConsumeTimestamp":1}""");

        var round = await CheckAsync();

        Assert.Equal([("g", null), ("g", "two")], round.Findings.Select(finding => (finding.Group, finding.ClientId)));
        Assert.Equal("Subscription different", round.Findings[0].Text);
        Assert.StartsWith("two MessageQueue [topic=t, brokerName=a, queueId=1] can't consume for a while, maybe blocked, ", round.Findings[1].Text, StringComparison.Ordinal);
    }

    private static string State(string expression, int failed, string queues = "") => $$$"""
        {"mqTable":{{{{queues}}}},"properties":{"PROP_CONSUME_TYPE":"CONSUME_PASSIVELY","PROP_CONSUMEORDERLY":"false","PROP_CONSUMER_START_TIMESTAMP":"1"},"statusTable":{"t":{"consumeFailedMsgs":{{{failed}}}}},"subscriptionSet":[{"expressionType":"TAG","subString":"{{{expression}}}","topic":"t"}]}
        """;

    private Task<MonitorRound> CheckAsync() => _admin.Monitoring.CheckAsync(null, TimeSpan.FromMinutes(1));
}
