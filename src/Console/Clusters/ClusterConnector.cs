using System.Collections.Concurrent;
using RocketMQ.Admin;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Connects clusters: makes the admin client and the collector, and lists both for the pages. Ends them all with the console.</summary>
internal sealed class ClusterConnector(
    ClusterConnections connections, ClusterDirectory directory, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ClusterConnection> _own = new(StringComparer.Ordinal);

    /// <summary>Connects a cluster and starts to watch it; one that is connected already stays as it is.</summary>
    /// <param name="name">The name its brokers register.</param>
    /// <param name="nameServers">"host:port" each.</param>
    public void Connect(string name, IReadOnlyList<string> nameServers)
    {
        if (_own.ContainsKey(name))
            return;
        var admin = new AdminClient(new AdminClientOptions { NameServers = nameServers }, loggers, time);
        var connection = new ClusterConnection(name, admin, time, loggers.CreateLogger<ClusterConnection>());
        _own[name] = connection;
        connections.Put(connection);
        directory.Put(new ClusterInfo(name));
        connection.Start();
    }

    /// <summary>Ends a connection and takes the cluster off the list.</summary>
    public async Task DisconnectAsync(string name)
    {
        if (!_own.TryRemove(name, out var connection))
            return;
        directory.Remove(name);
        connections.Remove(name);
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _own.Keys)
            await DisconnectAsync(name);
    }
}
