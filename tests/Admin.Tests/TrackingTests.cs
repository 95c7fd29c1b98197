using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin.Messages;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>What became of a message in the groups of its topic.</summary>
public sealed class TrackingTests : IAsyncDisposable
{
    private readonly MemoryNetwork _network = new();
    private readonly AdminClient _admin;

    public TrackingTests()
    {
        _admin = new AdminClient(new AdminClientOptions { NameServers = ["ns:9876"] }, NullLoggerFactory.Instance, TimeProvider.System, _network);
        new FakeServer()
            .On(RequestCode.GetBrokerClusterInfo, """{"brokerAddrTable":{"a":{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"}},"clusterAddrTable":{"c":["a"]}}""")
            .On(RequestCode.GetRouteInfoByTopic, """{"brokerDatas":[{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"}],"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":1,"writeQueueNums":1}]}""")
            .Listen(_network, "ns:9876");
    }

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Theory]
    [InlineData("CONSUME_ACTIVELY", "CLUSTERING", "", 0, TrackKind.Pull)]
    [InlineData("CONSUME_PASSIVELY", "BROADCASTING", "", 9, TrackKind.Broadcasting)]
    [InlineData("CONSUME_PASSIVELY", "CLUSTERING", "", 1, TrackKind.Consumed)]
    [InlineData("CONSUME_PASSIVELY", "CLUSTERING", "", 0, TrackKind.NotConsumedYet)]
    [InlineData("CONSUME_PASSIVELY", "CLUSTERING", "\"TagA\"", 1, TrackKind.Consumed)]
    [InlineData("CONSUME_PASSIVELY", "CLUSTERING", "\"TagB\"", 1, TrackKind.ConsumedButFiltered)]
    public async Task A_group_that_is_online_is_told_by_its_members_and_offsets(string type, string model, string tags, int offset, TrackKind expected)
    {
        Broker()
            .On(RequestCode.GetConsumerConnectionList, $$$"""{"consumeType":"{{{type}}}","messageModel":"{{{model}}}","subscriptionTable":{"t":{"topic":"t","tagsSet":[{{{tags}}}] } } }""")
            .On(RequestCode.GetConsumeStats, $$$"""{"offsetTable":{{"brokerName":"a","queueId":0,"topic":"t"}:{"brokerOffset":9,"consumerOffset":{{{offset}}} } } }""")
            .Listen(_network, "a:10911");

        Assert.Equal(expected, Assert.Single((await _admin.Messages.TrackAsync(Message())).Groups).Kind);
    }

    [Fact]
    public async Task A_group_without_members_is_not_online()
    {
        Broker().On(RequestCode.GetConsumerConnectionList, _ => Reply.Refused(ResponseCode.ConsumerNotOnline, "nobody")).Listen(_network, "a:10911");

        Assert.Equal(TrackKind.NotOnline, Assert.Single((await _admin.Messages.TrackAsync(Message())).Groups).Kind);
    }

    [Fact]
    public async Task What_cannot_be_found_out_is_unknown_with_its_reason()
    {
        Broker().On(RequestCode.GetConsumerConnectionList, _ => Reply.Refused(ResponseCode.NoPermission, "not you")).Listen(_network, "a:10911");

        var track = Assert.Single((await _admin.Messages.TrackAsync(Message())).Groups);

        Assert.Equal(TrackKind.Unknown, track.Kind);
        Assert.Contains("not you", track.Reason, StringComparison.Ordinal);
    }

    private static FakeServer Broker() => new FakeServer().On(RequestCode.QueryTopicConsumeByWho, """{"groupList":["g"]}""");

    private static LocatedMessage Message()
    {
        var host = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 10911));
        var content = new RecordContent { Topic = "t"u8.ToArray(), Properties = "TAGS\u0001TagA"u8.ToArray(), Body = "x"u8, BornHost = host, StoreHost = host };
        var record = new byte[MessageRecordCodec.Measure(content)];
        MessageRecordCodec.Write(record, content);
        return new LocatedMessage("a", MessageRecordCodec.DecodeAll(record)[0]);
    }
}
