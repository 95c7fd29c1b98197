using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Groups.Offsets;

/// <summary>Two brokers, broker-a and broker-b, with queues of the topic "orders" and committed offsets; a message a minute was stored until noon.</summary>
internal sealed class OffsetCluster
{
    private static readonly Dictionary<string, string> Addresses = new() { ["broker-a"] = Samples.AddressA, ["broker-b"] = Samples.AddressB };

    public OffsetCluster(params (string Broker, int Queue, long Min, long Max)[] queues)
    {
        foreach (var queue in queues)
            Queues[new MessageQueue("orders", queue.Broker, queue.Queue)] = (queue.Min, queue.Max);
        GroupFake = Answering<IGroupOperations>.Create()
            .On("ListOffsetsAsync", _ => Task.FromResult(Each(TableOf)))
            .On("GetConsumersAsync", _ => Task.FromResult(Each<ConsumerConnection?>(broker => Online.GetValueOrDefault(broker))))
            .On("CommitOffsetAsync", args => Write("commit", (string)args[0]!, (MessageQueue)args[1]!, (long)args[2]!))
            .On("ResetQueueAsync", args => Write("move", (string)args[0]!, (MessageQueue)args[1]!, (long)args[2]!))
            .On("ResetAsync", args => ResetAsync((string)args[0]!, (DateTimeOffset?)args[2]));
        var topics = Answering<ITopicOperations>.Create().On("GetStatisticsAsync", args => Task.FromResult(Each(broker => new TopicStatsTable
        {
            OffsetTable = Queues.Where(queue => queue.Key.BrokerName == broker && queue.Key.Topic == (string)args[0]!)
                .ToDictionary(queue => queue.Key, queue => new TopicOffset { MinOffset = queue.Value.Min, MaxOffset = queue.Value.Max }),
        })));
        var messages = Answering<IMessageOperations>.Create()
            .On("SearchOffsetAsync", args => Task.FromResult(Queues[(MessageQueue)args[0]!].Max - (long)(Samples.Noon - (DateTimeOffset)args[1]!).TotalMinutes))
            .On("FindAtAsync", args => Task.FromResult<LocatedMessage?>(StoredAt((MessageQueue)args[0]!, (long)args[1]!)));
        var brokers = Answering<IBrokerOperations>.Create()
            .On("GetSettingsAsync", args => args[0] is string address
                ? Task.FromResult<IReadOnlyDictionary<string, string>>(Settings.GetValueOrDefault(address, []))
                : throw new InvalidOperationException("one broker is asked"));
        Connection = new FakeCluster(
            new FakeAdminClient { GroupFake = GroupFake.Object, TopicFake = topics.Object, MessageFake = messages.Object, BrokerFake = brokers.Object, NameServerFake = new FakeNameServerOperations() },
            Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 2), ("broker-b", 2))], [Samples.Group("billing"), Samples.Group("shipping")]));
    }

    public FakeCluster Connection { get; }

    public Answering<IGroupOperations> GroupFake { get; }

    public Dictionary<MessageQueue, (long Min, long Max)> Queues { get; } = [];

    public Dictionary<(string Group, MessageQueue Queue), long> Offsets { get; } = [];

    /// <summary>Members of every group, by broker.</summary>
    public Dictionary<string, ConsumerConnection> Online { get; } = [];

    public Dictionary<string, Dictionary<string, string>> Settings { get; } = [];

    public HashSet<string> Silent { get; } = [];

    /// <summary>What was written, in order: "commit billing orders broker-a 0 5".</summary>
    public List<string> Writes { get; } = [];

    /// <summary>What members commit when they are told a store time.</summary>
    public Action? Told { get; set; }

    /// <summary>Brokers confirm commits and keep what they had.</summary>
    public bool Forgets { get; set; }

    public static MessageQueue Queue(string broker, int queue) => new("orders", broker, queue);

    public void Commit(string group, string broker, int queue, long offset) => Offsets[(group, Queue(broker, queue))] = offset;

    /// <summary>Makes brokers ones of a version, with members of the group online.</summary>
    public void Connect(string version, int ordinal, params string[] brokers)
    {
        foreach (var broker in brokers)
            Online[broker] = new ConsumerConnection { MessageModel = MessageModel.Clustering, ConnectionSet = [new Connection { ClientId = "c1" }] };
        var table = new Dictionary<string, string> { ["brokerVersionDesc"] = version, ["brokerVersion"] = $"{ordinal}" };
        if (version == "ours")
            table["storeHealth"] = "Healthy";
        var snapshot = Connection.Snapshot;
        Connection.Publish(snapshot with { Brokers = [.. snapshot.Brokers.Select(broker => brokers.Contains(broker.BrokerName) ? broker with { Runtime = new BrokerRuntimeInfo(table) } : broker)] });
    }

    private PartialResult<T> Each<T>(Func<string, T> answer) => new(
        Addresses.Where(broker => !Silent.Contains(broker.Key)).ToDictionary(broker => broker.Value, broker => answer(broker.Key)),
        [.. Addresses.Where(broker => Silent.Contains(broker.Key)).Select(broker => Samples.Failure(broker.Value))]);

    private ConsumerOffsetSerializeWrapper TableOf(string broker) => new()
    {
        OffsetTable = Offsets.Where(offset => offset.Key.Queue.BrokerName == broker).GroupBy(offset => $"{offset.Key.Queue.Topic}@{offset.Key.Group}")
            .ToDictionary(group => group.Key, group => new SortedDictionary<int, long>(group.ToDictionary(offset => offset.Key.Queue.QueueId, offset => offset.Value))),
    };

    private Task Write(string how, string group, MessageQueue queue, long offset)
    {
        Writes.Add($"{how} {group} {queue.Topic} {queue.BrokerName} {queue.QueueId} {offset}");
        if (!Forgets)
            Offsets[(group, queue)] = offset;
        return Task.CompletedTask;
    }

    private Task<PartialResult<OffsetReset>> ResetAsync(string group, DateTimeOffset? to)
    {
        Writes.Add($"tell {group} {to?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "end"}");
        Told?.Invoke();
        return Task.FromResult(Each(_ => new OffsetReset(new Dictionary<MessageQueue, long>(), true)));
    }

    private LocatedMessage StoredAt(MessageQueue queue, long offset) => StoredMessages.Message(
        queue: queue.QueueId, offset: offset, broker: queue.BrokerName, storedAt: Samples.Noon.AddMinutes(offset - Queues[queue].Max));
}
