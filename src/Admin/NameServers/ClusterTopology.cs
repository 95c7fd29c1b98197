using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.NameServers;

/// <summary>Clusters and brokers as one name server knows them: answer to 106, docs/protocol.md 2.3.4.</summary>
public sealed class ClusterTopology
{
    /// <summary>A topology of these brokers, in order of cluster, broker name, id.</summary>
    /// <param name="brokers">Every process.</param>
    /// <param name="clusterNames">Clusters, those without a broker included.</param>
    public ClusterTopology(IEnumerable<BrokerNode> brokers, IEnumerable<string>? clusterNames = null)
    {
        Brokers = [.. brokers.OrderBy(broker => broker.Cluster, StringComparer.Ordinal).ThenBy(broker => broker.BrokerName, StringComparer.Ordinal).ThenBy(broker => broker.BrokerId)];
        ClusterNames = [.. Brokers.Select(broker => broker.Cluster).Concat(clusterNames ?? []).Distinct().Order(StringComparer.Ordinal)];
        Masters = [.. Brokers.Where(broker => broker.IsMaster)];
    }

    /// <summary>Every process.</summary>
    public IReadOnlyList<BrokerNode> Brokers { get; }

    /// <summary>Masters alone.</summary>
    public IReadOnlyList<BrokerNode> Masters { get; }

    /// <summary>Names of the clusters.</summary>
    public IReadOnlyList<string> ClusterNames { get; }

    /// <summary>The master of a broker group, or null when there is no such group or it has lost its master.</summary>
    public BrokerNode? FindMaster(string brokerName) => Masters.FirstOrDefault(broker => broker.BrokerName == brokerName);

    /// <summary>The process at an address, or null.</summary>
    public BrokerNode? FindByAddress(string address) => Brokers.FirstOrDefault(broker => broker.Address == address);

    internal static ClusterTopology From(ClusterInfo info)
    {
        var clusterOf = info.ClusterAddrTable
            .SelectMany(cluster => cluster.Value.Select(broker => (Broker: broker, Cluster: cluster.Key)))
            .GroupBy(pair => pair.Broker)
            .ToDictionary(group => group.Key, group => group.First().Cluster);
        return new ClusterTopology(
            from entry in info.BrokerAddrTable
            from address in entry.Value.BrokerAddrs
            select new BrokerNode(clusterOf.GetValueOrDefault(entry.Key) ?? entry.Value.Cluster ?? "", entry.Key, address.Key, address.Value),
            info.ClusterAddrTable.Keys);
    }

    internal static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct()) is { Length: > 0 } list ? list : "none";
}
