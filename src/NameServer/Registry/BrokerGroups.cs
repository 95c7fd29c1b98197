using System.Diagnostics.CodeAnalysis;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.NameServer.Registry;

/// <summary>Clusters, their broker groups, and the members of each. Not thread-safe: owned by the registry's lock.</summary>
internal sealed class BrokerGroups
{
    private readonly Dictionary<string, BrokerData> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _clusters = new(StringComparer.Ordinal);

    /// <summary>Names of all clusters.</summary>
    public IEnumerable<string> Clusters => _clusters.Keys;

    /// <summary>Names of all groups.</summary>
    public IEnumerable<string> Names => _groups.Keys;

    /// <summary>Address of any broker; null when there is none.</summary>
    public string? AnyAddress => _groups.Values.SelectMany(group => group.BrokerAddrs.Values).FirstOrDefault();

    /// <summary>Names of the groups of a cluster; none when it is unknown.</summary>
    public IEnumerable<string> InCluster(string cluster) => _clusters.TryGetValue(cluster, out var names) ? names : [];

    /// <summary>Puts an address under an id of a group; an address has one id only.</summary>
    /// <returns>Whether the id was free before, or held by another address.</returns>
    public bool Put(string cluster, string name, long id, string address)
    {
        if (!_clusters.TryGetValue(cluster, out var names))
            _clusters.Add(cluster, names = new SortedSet<string>(StringComparer.Ordinal));
        names.Add(name);
        if (!_groups.TryGetValue(name, out var group))
            _groups.Add(name, group = new BrokerData { BrokerName = name, Cluster = cluster });
        foreach (var former in group.BrokerAddrs.Where(member => member.Key != id && member.Value == address).Select(member => member.Key).ToList())
            group.BrokerAddrs.Remove(former);
        var isNew = !group.BrokerAddrs.TryGetValue(id, out var known) || known != address;
        group.BrokerAddrs[id] = address;
        return isNew;
    }

    /// <summary>Takes an address out of a group.</summary>
    /// <returns>Whether the group has ended, because it was the last.</returns>
    public bool Remove(string name, string address)
    {
        if (!_groups.TryGetValue(name, out var group))
            return false;
        foreach (var id in group.BrokerAddrs.Where(member => member.Value == address).Select(member => member.Key).ToList())
            group.BrokerAddrs.Remove(id);
        if (group.BrokerAddrs.Count > 0)
            return false;
        _groups.Remove(name);
        foreach (var (cluster, names) in _clusters)
        {
            // Removing the current entry does not disturb the enumeration of a Dictionary.
            if (names.Remove(name) && names.Count == 0)
                _clusters.Remove(cluster);
        }

        return true;
    }

    /// <summary>The address of a group's member.</summary>
    public bool TryGetAddress(string name, long id, [NotNullWhen(true)] out string? address)
    {
        address = null;
        return _groups.TryGetValue(name, out var group) && group.BrokerAddrs.TryGetValue(id, out address);
    }

    /// <summary>A copy of a group that may leave the lock; null when it is unknown.</summary>
    public BrokerData? Copy(string name) => _groups.TryGetValue(name, out var group) ? Copy(group) : null;

    /// <summary>A copy of everything that may leave the lock.</summary>
    public ClusterInfo Copy() => new()
    {
        BrokerAddrTable = _groups.ToDictionary(group => group.Key, group => Copy(group.Value), StringComparer.Ordinal),
        ClusterAddrTable = _clusters.ToDictionary(cluster => cluster.Key, cluster => cluster.Value.ToList(), StringComparer.Ordinal),
    };

    private static BrokerData Copy(BrokerData group) =>
        new() { BrokerName = group.BrokerName, Cluster = group.Cluster, BrokerAddrs = new SortedDictionary<long, string>(group.BrokerAddrs) };
}
