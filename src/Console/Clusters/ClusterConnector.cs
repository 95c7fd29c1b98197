using RocketMQ.Admin;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Connects clusters: makes the admin client and the collector, and lists both for the pages. Ends them all with the console.</summary>
/// <remarks>
/// One lock owns what is connected; it is held while lists are changed, never while a connection ends. A connection that was replaced
/// ends on its own and is waited for at the end.
/// </remarks>
internal sealed class ClusterConnector(
    ClusterConnections connections, ClusterDirectory directory, ClusterTints tints, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ClusterTarget Target, ClusterConnection Connection)> _own = new(StringComparer.Ordinal);
    private readonly List<Task> _ending = [];

    /// <summary>Connects a cluster and starts to watch it; one that is connected in the same way stays as it is, in another way is connected anew.</summary>
    /// <returns>False when a cluster of another origin has the name.</returns>
    public bool Connect(ClusterTarget target)
    {
        lock (_gate)
        {
            if (_own.TryGetValue(target.Name, out var known))
            {
                if (known.Target.Origin != target.Origin)
                    return false;
                if (known.Target.IsSameAs(target))
                    return true;
                End(known.Connection);
            }

            var admin = new AdminClient(new AdminClientOptions { NameServers = target.NameServers, Keys = target.Keys }, loggers, time);
            var connection = new ClusterConnection(target.Name, admin, time, loggers.CreateLogger<ClusterConnection>(), target.RegisteredName);
            _own[target.Name] = (target, connection);
            connections.Put(connection);
            directory.Put(new ClusterInfo(target.Name, tints.Of(target.Name), target.Origin));
            connection.Start();
            return true;
        }
    }

    /// <summary>Lists a cluster that can not be connected yet, so that its pages say so.</summary>
    public void List(string name, ClusterOrigin origin)
    {
        lock (_gate)
        {
            if (directory.Find(name) is null)
                directory.Put(new ClusterInfo(name, tints.Of(name), origin));
        }
    }

    /// <summary>How a cluster is connected; null when it is not, or not by this class.</summary>
    public ClusterTarget? Find(string name)
    {
        lock (_gate)
            return _own.TryGetValue(name, out var known) ? known.Target : null;
    }

    /// <summary>Ends a connection and takes the cluster off the list.</summary>
    public async Task DisconnectAsync(string name)
    {
        ClusterConnection? connection = null;
        lock (_gate)
        {
            if (_own.Remove(name, out var known))
                connection = known.Connection;
            connections.Remove(name);
            directory.Remove(name);
        }

        if (connection is not null)
            await connection.DisposeAsync();
    }

    /// <summary>Gives a cluster another colour, now and in future.</summary>
    public void SetTint(string name, ClusterTint tint)
    {
        tints.Set(name, tint);
        if (directory.Find(name) is { } cluster)
            directory.Put(cluster with { Tint = tint });
    }

    public async ValueTask DisposeAsync()
    {
        List<string> names;
        lock (_gate)
            names = [.. _own.Keys];
        foreach (var name in names)
            await DisconnectAsync(name);
        await Task.WhenAll(_ending);
    }

    private void End(ClusterConnection connection)
    {
        _ending.RemoveAll(ended => ended.IsCompleted);
        _ending.Add(connection.DisposeAsync().AsTask());
    }
}
