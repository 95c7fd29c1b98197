using System.Collections.Concurrent;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The connections behind the clusters of <see cref="ClusterDirectory"/>, by name. Thread-safe.</summary>
public sealed class ClusterConnections
{
    private readonly ConcurrentDictionary<string, IClusterConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>The connection of a cluster; null when there is no such cluster.</summary>
    public IClusterConnection? Find(string cluster) => _connections.GetValueOrDefault(cluster);

    /// <summary>Adds a connection, or replaces the one of the same name.</summary>
    public void Put(IClusterConnection connection) => _connections[connection.Name] = connection;

    /// <summary>Takes a connection out; it is the caller's to end.</summary>
    public IClusterConnection? Remove(string cluster) => _connections.TryRemove(cluster, out var connection) ? connection : null;
}
