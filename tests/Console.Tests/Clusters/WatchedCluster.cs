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
            .On("GetClusterAsync", _ => NameServerDown
                ? Task.FromException<ClusterTopology>(new RemotingConnectException(NameServer, "connection refused"))
                : Task.FromResult(new ClusterTopology([.. Brokers.Select(broker => broker.Node)])));
        var brokers = Answering<IBrokerOperations>.Create()
            .On("GetRuntimeAsync", args => Find((string)args[0]!).RuntimeAsync((CancellationToken)args[1]!));
        var topics = Answering<ITopicOperations>.Create()
            .On("ListAsync", args => Each(args, broker => (IReadOnlyDictionary<string, TopicConfig>)broker.Topics))
            .On("GetStatisticsAsync", args => Task.FromResult(Statistics((string)args[0]!)))
            .On("ListSystemNamesAsync", _ => Task.FromResult(
                new PartialResult<IReadOnlyList<string>>(new Dictionary<string, IReadOnlyList<string>> { ["m"] = ["SELF_TEST_TOPIC"] }, [])));
        var groups = Answering<IGroupOperations>.Create()
            .On("ListAsync", args => Each(args, broker => (IReadOnlyDictionary<string, SubscriptionGroupConfig>)broker.Groups))
            .On("ListProgressAsync", args => Each(args, broker => broker.Progress))
            .On("ListProducersAsync", args => Each(args, broker => broker.Producers ?? throw Unknown(broker)))
            .On("GetConsumersAsync", args => Each([args[1]], broker => Connected(broker, (string)args[0]!)));
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

    public bool NameServerDown { get; set; }

    public WatchedBroker Add(string name, string address, long id = 0, string cluster = "c1")
    {
        var broker = new WatchedBroker(new BrokerNode(cluster, name, id, address));
        Brokers.Add(broker);
        return broker;
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

    private static ConsumerConnection? Connected(WatchedBroker broker, string group)
    {
        broker.GroupsAsked.Add(group);
        return broker.Members.TryGetValue(group, out var clients) ? new ConsumerConnection { ConnectionSet = [.. clients.Select(client => new Connection { ClientId = client })] } : null;
    }

    // Asked of every master that has the topic.
    private PartialResult<TopicStatsTable> Statistics(string topic)
    {
        var values = new Dictionary<string, TopicStatsTable>();
        foreach (var broker in Brokers.Where(broker => broker.Topics.ContainsKey(topic)))
        {
            broker.Count();
            broker.TopicsAsked.Add(topic);
            values[broker.Node.Address] = new TopicStatsTable
            {
                OffsetTable = { [new MessageQueue(topic, broker.Node.BrokerName, 0)] = new TopicOffset { MaxOffset = broker.Ends.GetValueOrDefault(topic) } },
            };
        }

        return new PartialResult<TopicStatsTable>(values, []);
    }
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

    /// <summary>Producers by group; null for a broker that does not know the request.</summary>
    public IReadOnlyDictionary<string, List<ProducerInfo>>? Producers { get; set; } = new Dictionary<string, List<ProducerInfo>>();

    /// <summary>Client ids by consumer group.</summary>
    public Dictionary<string, string[]> Members { get; } = [];

    /// <summary>Ends of topics that are asked for one by one.</summary>
    public Dictionary<string, long> Ends { get; } = [];

    /// <summary>Groups and topics that were asked about one by one.</summary>
    public List<string> GroupsAsked { get; } = [];

    public List<string> TopicsAsked { get; } = [];

    /// <summary>Requests for lists since the test looked last.</summary>
    public int Requests { get; set; }

    public RemotingException Refusal => new RemotingConnectException(node.Address, "connection refused");

    public async Task<BrokerRuntimeInfo> RuntimeAsync(CancellationToken cancellation)
    {
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

    public void Count() => Requests++;

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
