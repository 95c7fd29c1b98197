using System.Collections.Concurrent;
using System.Globalization;
using RocketMQ.Admin;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;
using Targeted = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

/// <summary>A cluster of brokers whose figures a test sets, behind a fake admin client.</summary>
internal sealed class WatchedCluster
{
    public const string NameServer = "ns:9876";

    public WatchedCluster()
    {
        var nameServers = Answering<INameServerOperations>.Create()
            .On("Addresses", _ => new[] { NameServer })
            .On("ListValuesAsync", _ => NameServerDown
                ? Task.FromException<IReadOnlyDictionary<string, string>>(new RemotingConnectException(NameServer, "connection refused"))
                : Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(Orders)))
            .On("GetClusterAsync", _ => NameServerDown
                ? Task.FromException<ClusterTopology>(new RemotingConnectException(NameServer, "connection refused"))
                : Task.FromResult(new ClusterTopology([.. Brokers.Select(broker => broker.Node)])));
        var brokers = Answering<IBrokerOperations>.Create()
            .On("GetRuntimeAsync", args => Find((string)args[0]!).RuntimeAsync((CancellationToken)args[1]!));
        var topics = Answering<ITopicOperations>.Create()
            .On("ListAsync", args => Each(args, broker => (IReadOnlyDictionary<string, TopicConfig>)broker.Topics))
            .On("ListSystemNamesAsync", _ => Task.FromResult(
                new PartialResult<IReadOnlyList<string>>(new Dictionary<string, IReadOnlyList<string>> { ["m"] = ["SELF_TEST_TOPIC"] }, [])))
            .On("GetStatisticsAsync", args => Statistics((string)args[0]!));
        var groups = Answering<IGroupOperations>.Create()
            .On("ListAsync", args => Each(args, broker => (IReadOnlyDictionary<string, SubscriptionGroupConfig>)broker.Groups))
            .On("ListProgressAsync", args => Each(args, broker => broker.Progress))
            .On("ListProducersAsync", args => Each(args, broker => broker.Producers ?? throw Unknown(broker)))
            .On("GetConsumersAsync", args => Each([args[1]], broker => broker.Consumers((string)args[0]!)));
        Admin = new FakeAdminClient
        {
            NameServerFake = nameServers.Object,
            BrokerFake = brokers.Object,
            TopicFake = topics.Object,
            GroupFake = groups.Object,
        };
    }

    public IAdminClient Admin { get; }

    public List<WatchedBroker> Brokers { get; } = [];

    /// <summary>What name servers tell of order topics.</summary>
    public Dictionary<string, string> Orders { get; } = [];

    public bool NameServerDown { get; set; }

    public WatchedBroker Add(string name, string address, long id = 0, string cluster = "c1")
    {
        var broker = new WatchedBroker(new BrokerNode(cluster, name, id, address));
        Brokers.Add(broker);
        return broker;
    }

    private Task<PartialResult<TopicStatsTable>> Statistics(string topic)
    {
        var having = Brokers.Where(broker => broker.Topics.ContainsKey(topic)).ToList();
        having.ForEach(broker => broker.Count());
        return Task.FromResult(new PartialResult<TopicStatsTable>(
            having.Where(broker => !broker.Down).ToDictionary(broker => broker.Node.Address, broker => broker.StatisticsOf(topic)),
            [.. having.Where(broker => broker.Down).Select(broker => new Targeted(broker.Node.Address, broker.Refusal))]));
    }

    private WatchedBroker Find(string address) => Brokers.Single(broker => broker.Node.Address == address);

    private Task<PartialResult<T>> Each<T>(object?[] args, Func<WatchedBroker, T> answer)
    {
        var broker = Brokers.Single(known => BrokerTarget.Address(known.Node.Address).Equals(args[0]));
        broker.Count();
        if (broker.Down)
            return Refused(broker.Refusal);
        try
        {
            return Task.FromResult(new PartialResult<T>(new Dictionary<string, T> { [broker.Node.Address] = answer(broker) }, []));
        }
        catch (AdminException refusal)
        {
            return Refused(refusal);
        }

        Task<PartialResult<T>> Refused(Exception reason) =>
            Task.FromResult(new PartialResult<T>(new Dictionary<string, T>(), [new Targeted(broker.Node.Address, reason)]));
    }

    private static AdminException Unknown(WatchedBroker broker) =>
        new(ResponseCode.RequestCodeNotSupported, broker.Node.Address, "GET_ALL_PRODUCER_INFO", "request type 328 not supported");
}

/// <summary>One broker of a <see cref="WatchedCluster"/>.</summary>
internal sealed class WatchedBroker(BrokerNode node)
{
    public BrokerNode Node => node;

    public bool Down { get; set; }

    /// <summary>Takes requests and never answers.</summary>
    public bool Hangs { get; set; }

    public long? Put { get; set; }

    public long? Got { get; set; }

    public long BootedAt { get; set; } = 1_700_000_000_000;

    public Dictionary<string, TopicConfig> Topics { get; } = [];

    public Dictionary<string, SubscriptionGroupConfig> Groups { get; } = [];

    public ConsumeStatsList Progress { get; } = new();

    /// <summary>Who is connected, by group.</summary>
    public Dictionary<string, ConsumerConnection> Online { get; } = [];

    /// <summary>First and next offset of the only queue of a topic.</summary>
    public Dictionary<string, (long Min, long Max)> Queues { get; } = [];

    private int _requests;

    /// <summary>How many requests it got.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public void Count() => Interlocked.Increment(ref _requests);

    public TopicStatsTable StatisticsOf(string topic)
    {
        TopicsAsked.Enqueue(topic);
        var (min, max) = Queues.GetValueOrDefault(topic);
        return new TopicStatsTable { OffsetTable = { [new MessageQueue(topic, node.BrokerName, 0)] = new TopicOffset { MinOffset = min, MaxOffset = max } } };
    }

    /// <summary>Producers by group; null for a broker that does not know the request.</summary>
    public IReadOnlyDictionary<string, List<ProducerInfo>>? Producers { get; set; } = new Dictionary<string, List<ProducerInfo>>();

    /// <summary>Groups and topics that were asked about one by one.</summary>
    public ConcurrentQueue<string> GroupsAsked { get; } = [];

    public ConcurrentQueue<string> TopicsAsked { get; } = [];

    public ConsumerConnection? Consumers(string group)
    {
        GroupsAsked.Enqueue(group);
        return Online.GetValueOrDefault(group);
    }

    public void Connect(string group, MessageModel mode, params string[] clients) => Online[group] = new ConsumerConnection
    {
        MessageModel = mode,
        ConnectionSet = [.. clients.Select(client => new Connection { ClientId = client })],
    };

    public RemotingException Refusal => new RemotingConnectException(node.Address, "connection refused");

    public async Task<BrokerRuntimeInfo> RuntimeAsync(CancellationToken cancellation)
    {
        Count();
        if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        if (Down)
            throw Refusal;
        var table = new Dictionary<string, string> { ["bootTimestamp"] = BootedAt.ToString(CultureInfo.InvariantCulture) };
        if (Put is { } put)
            table["msgPutTotalTodayNow"] = put.ToString(CultureInfo.InvariantCulture);
        if (Got is { } got)
            table["msgGetTotalTodayNow"] = got.ToString(CultureInfo.InvariantCulture);
        return new BrokerRuntimeInfo(table);
    }

    public void AddTopic(string name) => Topics[name] = new TopicConfig { TopicName = name };

    public void AddGroup(string name) => Groups[name] = new SubscriptionGroupConfig { GroupName = name };

    public void AddProgress(string group, string topic, double tps, params (long Broker, long Consumer, long At)[] queues) =>
        Progress.Groups.Add(new()
        {
            [group] =
            [
                new ConsumeStats
                {
                    ConsumeTps = tps,
                    OffsetTable = queues.Select((queue, i) => (Queue: new MessageQueue(topic, node.BrokerName, i), queue)).ToDictionary(
                        pair => pair.Queue,
                        pair => new OffsetWrapper { BrokerOffset = pair.queue.Broker, ConsumerOffset = pair.queue.Consumer, LastTimestamp = pair.queue.At }),
                },
            ],
        });
}
