using System.Text;
using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>consumerProgress over thousands of groups: progress in bulk, and no broker that is silent goes unnoticed.</summary>
public sealed class BulkProgressTests
{
    private const int Groups = 2_000;

    private static readonly string[] Brokers = ["a", "b", "c", "d"];

    private readonly MemoryNetwork _network = new();
    private readonly Dictionary<RequestCode, int> _asked = [];
    private readonly Tooling _tool;

    public BulkProgressTests()
    {
        _tool = new Tooling(_network);
        var brokers = string.Join(",", Brokers.Select(name => $$$"""
            "{{{name}}}":{"brokerAddrs":{0:"{{{name}}}:10911"},"brokerName":"{{{name}}}","cluster":"c"}
            """));
        new FakeServer()
            .On(RequestCode.GetBrokerClusterInfo, Counted(RequestCode.GetBrokerClusterInfo, $$$"""{"brokerAddrTable":{ {{{brokers}}} },"clusterAddrTable":{"c":["a","b","c","d"]}}"""))
            .On(RequestCode.GetAllTopicListFromNameServer, Counted(RequestCode.GetAllTopicListFromNameServer, """{"topicList":["%RETRY%group-0000"]}"""))
            .Listen(_network, "ns:9876");
    }

    [Fact]
    public async Task Two_thousand_groups_on_four_brokers_take_one_request_for_progress_from_each()
    {
        foreach (var broker in Brokers)
            Broker(broker).Listen(_network, $"{broker}:10911");

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync("consumerProgress -n ns:9876"));

        var lines = _tool.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(1 + Groups, lines.Length);
        Assert.Equal("group-0007                                                        1       V4_9_8                   PUSH   CLUSTERING      6        28", lines[8]);
        Assert.Equal("group-0008                                                        0       OFFLINE                                         6        32", lines[9]);
        Assert.Equal(4, _asked[RequestCode.GetBrokerConsumeStats]);
        Assert.Equal(4 * Groups, _asked[RequestCode.GetConsumerConnectionList]);
        Assert.Equal(2, _asked[RequestCode.GetBrokerClusterInfo] + _asked[RequestCode.GetAllTopicListFromNameServer]);
        Assert.False(_asked.ContainsKey(RequestCode.GetConsumeStats));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_named_and_the_others_are_printed()
    {
        foreach (var broker in Brokers[1..])
            Broker(broker).Listen(_network, $"{broker}:10911");

        Assert.Equal(ExitCodes.Failed, await _tool.RunAsync("consumerProgress -n ns:9876"));

        Assert.Equal(1 + Groups, _tool.Output.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("consumerProgress: cannot connect to a:10911", Assert.Single(_tool.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private FakeServer Broker(string name)
    {
        var list = new StringBuilder("{\"consumeStatsList\":[");
        for (var i = 0; i < Groups; i++)
        {
            list.Append(i == 0 ? "" : ",").Append(System.Globalization.CultureInfo.InvariantCulture, $$$"""
                {"group-{{{i:0000}}}":[{"consumeTps":1.5,"offsetTable":{{"brokerName":"{{{name}}}","queueId":0,"topic":"t"}:{"brokerOffset": {{{i}}} ,"consumerOffset":0,"lastTimestamp":1} } }]}
                """);
        }

        var body = list.Append("]}").ToString();
        return new FakeServer()
            .On(RequestCode.GetBrokerConsumeStats, Counted(RequestCode.GetBrokerConsumeStats, body))
            .On(RequestCode.GetConsumerConnectionList, request =>
            {
                Count(RequestCode.GetConsumerConnectionList);
                return request.ExtFields!["consumerGroup"] == "group-0007"
                    ? Reply.WithBody("""{"connectionSet":[{"clientAddr":"x:1","clientId":"one","language":"JAVA","version":409}],"consumeType":"CONSUME_PASSIVELY","messageModel":"CLUSTERING"}"""u8.ToArray())
                    : Reply.Refused(ResponseCode.ConsumerNotOnline, "nobody");
            });
    }

    private Func<Remoting.Wire.RemotingCommand, Reply> Counted(RequestCode code, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return _ =>
        {
            Count(code);
            return Reply.WithBody(body);
        };
    }

    private void Count(RequestCode code)
    {
        lock (_asked)
            _asked[code] = _asked.GetValueOrDefault(code) + 1;
    }
}
