using Microsoft.Extensions.Logging;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.NameServer.Registry;

/// <summary>
/// Everything the name server knows: which brokers live, how they are grouped, and which of them hold which topics. In memory
/// only; brokers tell it again after a restart. docs/protocol.md 2.3.
/// </summary>
/// <remarks>
/// Thread-safe. One lock guards all tables, so every answer shows one moment; it is held for table look-ups only, never while
/// JSON is written, a connection is closed or a line is logged. What leaves the lock is a copy.
/// </remarks>
internal sealed partial class RouteRegistry(TimeProvider time, ILogger<RouteRegistry> logger)
{
    private const int Unit = 1;
    private const int UnitSubscription = 2;

    private readonly Lock _gate = new();
    private readonly BrokerGroups _groups = new();
    private readonly TopicQueues _topics = new();
    private readonly Dictionary<string, LiveBroker> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _filterServers = new(StringComparer.Ordinal);

    /// <summary>Takes in a registration.</summary>
    /// <returns>The master of the group, for its slaves; null for the master itself and while there is none.</returns>
    public MasterAddress? Register(BrokerRegistration broker)
    {
        bool isNew;
        MasterAddress? master;
        lock (_gate)
        {
            // A connection reports its end after it is closed, and the report takes this lock: nothing is left behind by a
            // registration that was still waiting when its connection ended.
            if (broker.Connection.IsClosed)
                return null;
            isNew = _groups.Put(broker.Cluster, broker.BrokerName, broker.BrokerId, broker.Address);
            var known = _live.GetValueOrDefault(broker.Address);
            isNew |= known is null || known.BrokerName != broker.BrokerName;
            // Equality, not order, decides: after a restore from a backup a broker's version may be older. docs/protocol.md 8, 40.
            if (broker.BrokerId == MasterAddress.MasterId && (isNew || known!.Version != broker.Version))
                PutTopics(broker);
            _live[broker.Address] = new LiveBroker(broker.BrokerName, broker.HaAddress, broker.Version, broker.Lifetime, broker.Connection)
            {
                LastSeen = time.GetTimestamp(),
            };
            if (broker.FilterServers.Count == 0)
                _filterServers.Remove(broker.Address);
            else
                _filterServers[broker.Address] = broker.FilterServers;
            master = broker.BrokerId == MasterAddress.MasterId ? null : FindMaster(broker.BrokerName);
        }

        if (isNew)
            LogRegistered(broker.Cluster, broker.BrokerName, broker.BrokerId, broker.Address);
        return master;
    }

    /// <summary>Takes a broker out. An address that has been replaced in its group stays replaced.</summary>
    public void Unregister(string brokerName, string address)
    {
        lock (_gate)
            Remove(brokerName, address);
        LogUnregistered(brokerName, address);
    }

    /// <summary>Takes out every broker whose newest registration came over a connection that has ended.</summary>
    public void OnConnectionClosed(RemotingConnection connection)
    {
        List<(string Address, LiveBroker Broker)> gone;
        lock (_gate)
            gone = RemoveAll(broker => ReferenceEquals(broker.Connection, connection));
        foreach (var (address, broker) in gone)
            LogConnectionLost(broker.BrokerName, address);
    }

    /// <summary>Takes out the brokers that have been silent for longer than their lifetime, and closes their connections.</summary>
    public void RemoveExpired()
    {
        List<(string Address, LiveBroker Broker)> gone;
        lock (_gate)
            gone = RemoveAll(broker => time.GetElapsedTime(broker.LastSeen) > broker.Lifetime);
        foreach (var (address, broker) in gone)
        {
            LogExpired(broker.BrokerName, address, broker.Lifetime.TotalSeconds);
            broker.Connection.Abort($"broker {address} has not registered for {broker.Lifetime.TotalSeconds:0} s");
        }
    }

    /// <summary>The version of a broker's last registration, null when it is unknown. An equal one is a sign of life.</summary>
    public DataVersion? FindVersion(string address, DataVersion asked)
    {
        lock (_gate)
        {
            if (!_live.TryGetValue(address, out var broker))
                return null;
            if (broker.Version == asked)
                broker.LastSeen = time.GetTimestamp();
            return broker.Version;
        }
    }

    /// <summary>Notes a sign of life of a broker; nothing when it is unknown.</summary>
    public void Touch(string address)
    {
        lock (_gate)
        {
            if (_live.TryGetValue(address, out var broker))
                broker.LastSeen = time.GetTimestamp();
        }
    }

    /// <summary>Where a topic lies; null unless it has queues on a broker that lives.</summary>
    public TopicRouteData? FindRoute(string topic)
    {
        lock (_gate)
        {
            var queues = _topics.Find(topic);
            var brokers = queues.Select(queue => _groups.Copy(queue.BrokerName)).OfType<BrokerData>().ToList();
            if (brokers.Count == 0)
                return null;
            return new TopicRouteData
            {
                BrokerDatas = brokers,
                QueueDatas = [.. queues],
                FilterServerTable = brokers.SelectMany(broker => broker.BrokerAddrs.Values).Distinct(StringComparer.Ordinal)
                    .Where(_filterServers.ContainsKey).ToDictionary(address => address, address => _filterServers[address].ToList(), StringComparer.Ordinal),
            };
        }
    }

    /// <summary>All clusters and brokers.</summary>
    public ClusterInfo GetClusters()
    {
        lock (_gate)
            return _groups.Copy();
    }

    /// <summary>A broker group; null when it is unknown.</summary>
    public BrokerData? FindGroup(string brokerName)
    {
        lock (_gate)
            return _groups.Copy(brokerName);
    }

    /// <summary>Names of all topics.</summary>
    public List<string> GetTopics()
    {
        lock (_gate)
            return [.. _topics.Names];
    }

    /// <summary>Topics that have queues on brokers of a cluster; none when it is unknown.</summary>
    public List<string> GetTopicsOfCluster(string cluster)
    {
        lock (_gate)
            return [.. _topics.OnAnyOf([.. _groups.InCluster(cluster)])];
    }

    /// <summary>The names that brokers reserve for topics of their own: those of clusters and broker groups.</summary>
    public TopicList GetSystemTopics()
    {
        lock (_gate)
            return new TopicList { BrokerAddr = _groups.AnyAddress, Topics = [.. _groups.Clusters.Concat(_groups.Names).Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>Topics of units.</summary>
    public List<string> GetUnitTopics() => WithFlags(flags => (flags & Unit) != 0);

    /// <summary>Topics that units subscribe to.</summary>
    public List<string> GetUnitSubscriptionTopics() => WithFlags(flags => (flags & UnitSubscription) != 0);

    /// <summary>Topics that units subscribe to and that are of no unit.</summary>
    public List<string> GetUnitSubscriptionOnlyTopics() => WithFlags(flags => (flags & (Unit | UnitSubscription)) == UnitSubscription);

    /// <summary>Takes the write permission from all topics of a broker group, until it registers a changed topic table.</summary>
    /// <returns>How many topics the group has.</returns>
    public int WipeWritePermission(string brokerName)
    {
        lock (_gate)
            return _topics.ChangePermissions(brokerName, permission => permission & ~(int)Permissions.Write);
    }

    /// <summary>Makes all topics of a broker group readable and writable, and nothing else, as the original does.</summary>
    /// <returns>How many topics the group has.</returns>
    public int AddWritePermission(string brokerName)
    {
        lock (_gate)
            return _topics.ChangePermissions(brokerName, _ => (int)(Permissions.Read | Permissions.Write));
    }

    /// <summary>Forgets a topic, in one cluster or everywhere.</summary>
    public void DeleteTopic(string topic, string? cluster)
    {
        lock (_gate)
        {
            if (string.IsNullOrEmpty(cluster))
                _topics.Remove(topic);
            else
                _topics.Remove(topic, _groups.InCluster(cluster));
        }
    }

    private List<string> WithFlags(Func<int, bool> condition)
    {
        lock (_gate)
            return [.. _topics.WithFlags(condition)];
    }

    private void PutTopics(BrokerRegistration broker)
    {
        foreach (var (name, topic) in broker.Topics)
        {
            _topics.Put(name, new QueueData
            {
                BrokerName = broker.BrokerName,
                ReadQueueNums = topic.ReadQueueNums,
                WriteQueueNums = topic.WriteQueueNums,
                Perm = topic.Perm,
                TopicSysFlag = topic.TopicSysFlag,
            });
        }
    }

    private MasterAddress? FindMaster(string brokerName) =>
        _groups.TryGetAddress(brokerName, MasterAddress.MasterId, out var address) && _live.TryGetValue(address, out var master)
            ? new MasterAddress(address, master.HaAddress)
            : null;

    private List<(string Address, LiveBroker Broker)> RemoveAll(Func<LiveBroker, bool> condition)
    {
        var gone = _live.Where(entry => condition(entry.Value)).Select(entry => (entry.Key, entry.Value)).ToList();
        foreach (var (address, broker) in gone)
            Remove(broker.BrokerName, address);
        return gone;
    }

    private void Remove(string brokerName, string address)
    {
        _live.Remove(address);
        _filterServers.Remove(address);
        if (_groups.Remove(brokerName, address))
            _topics.RemoveGroup(brokerName);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Broker {Cluster}/{Broker} id {Id} at {Address} registered")]
    private partial void LogRegistered(string cluster, string broker, long id, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Broker {Broker} at {Address} unregistered")]
    private partial void LogUnregistered(string broker, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broker {Broker} at {Address} removed: its connection has ended")]
    private partial void LogConnectionLost(string broker, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broker {Broker} at {Address} removed: not heard of for {Seconds} s")]
    private partial void LogExpired(string broker, string address, double seconds);
}
