using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Replication;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>What a slave copies besides the log: topics, groups, consumer offsets, delay offsets.</summary>
public sealed class MetadataSyncTests : IAsyncLifetime
{
    private TestBroker _master = null!;
    private TestBroker _slave = null!;
    private RemotingClient _client = null!;

    public async Task InitializeAsync()
    {
        _master = await TestBroker.StartAsync();
        _slave = await TestBroker.StartAsync(new() { ["brokerRole"] = "SLAVE", ["brokerId"] = "1", ["haMasterAddress"] = "127.0.0.1:1" });
        _client = new RemotingClient(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System, _master.Network);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _slave.DisposeAsync();
        await _master.DisposeAsync();
    }

    [Fact]
    public async Task A_slave_has_the_masters_topics_groups_and_positions_and_forgets_what_the_master_has_not()
    {
        await using var client = _master.Connect();
        // Tables are compared by version, which is a time and a count.
        _master.Time.Advance(TimeSpan.FromSeconds(1));
        var topic = new CreateTopicRequestHeader { Topic = "Copied", DefaultTopic = "TBW102", ReadQueueNums = 3, WriteQueueNums = 2, Perm = 6, TopicFilterType = "SINGLE_TAG", Order = false };
        await client.CallAsync(RequestCode.UpdateAndCreateTopic, topic);
        await client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, null, FastJson.Write(new SubscriptionGroupConfig { GroupName = "CopiedGroup", RetryMaxTimes = 5 }));
        await client.CallAsync(RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { Topic = "Copied", ConsumerGroup = "CopiedGroup", QueueId = 1, CommitOffset = 42 });
        await client.SendAsync("Copied", "later", properties: ("DELAY", "3"));
        await _master.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => _master.Server.Node.Delivery.Snapshot().OffsetTable.GetValueOrDefault(3) == 1);
        var node = _slave.Server.Node;
        node.Topics.GetOrAdd(new TopicConfig { TopicName = "OnlyHere", ReadQueueNums = 1, WriteQueueNums = 1, Perm = 6 });

        await SyncAsync(TestBroker.Address);

        Assert.Equal((3, 2), (node.Topics.Find("Copied")!.ReadQueues, node.Topics.Find("Copied")!.WriteQueues));
        Assert.Null(node.Topics.Find("OnlyHere"));
        Assert.Equal(5, node.Groups.Find("CopiedGroup")!.Config.RetryMaxTimes);
        Assert.Equal(42, node.Offsets.Find("Copied", "CopiedGroup", 1));
        // In the files too, which a slave that becomes a master reads.
        Assert.Contains("\"Copied\"", await File.ReadAllTextAsync(_slave.Folder["store/config/topics.json"]), StringComparison.Ordinal);
        Assert.Contains("CopiedGroup", await File.ReadAllTextAsync(_slave.Folder["store/config/subscriptionGroup.json"]), StringComparison.Ordinal);
        Assert.Equal(1, FastJson.Parse<DelayOffsetSerializeWrapper>(await File.ReadAllBytesAsync(_slave.Folder["store/config/delayOffset.json"])).OffsetTable[3]);
    }

    [Fact]
    public async Task A_table_that_can_not_be_had_holds_up_none_of_the_others()
    {
        var routes = new RouteTable.Builder(NullLoggerFactory.Instance);
        var lane = new Lane("test", 1, 100);
        routes.In(lane)
            .On(new Answer(Reply.Refused(ResponseCode.SystemError, "not now")), RequestCode.GetAllTopicConfig)
            .On(new Answer(Reply.WithBody("{ this is no JSON"u8.ToArray())), RequestCode.GetAllDelayOffset)
            .On(new Answer(Reply.WithBody("""{"offsetTable":{"T@G":{0:7}}}"""u8.ToArray())), RequestCode.GetAllConsumerOffset);
        _master.Network.Listen("127.0.0.1:7", new RemotingServer(new RemotingServerOptions { Port = 0 }, routes.Build(), NullLoggerFactory.Instance, TimeProvider.System));

        await SyncAsync("127.0.0.1:7");

        Assert.Equal(7, _slave.Server.Node.Offsets.Find("T", "G", 0));
    }

    private async Task SyncAsync(string address)
    {
        var (node, master) = (_slave.Server.Node, new MasterAddress(""));
        master.Learn(new RegisterBrokerResponseHeader { MasterAddr = address });
        await using var sync = new MetadataSync(
            master, _client, node.Topics, node.Groups, node.Offsets, new BrokerFiles(_slave.Folder["store"]).DelayOffsets, _slave.Time,
            NullLogger<MetadataSync>.Instance);
        await sync.SyncAsync(CancellationToken.None);
    }

    private sealed class Answer(Reply reply) : IRequestHandler<NoFields>
    {
        public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) => ValueTask.FromResult(reply);
    }
}
