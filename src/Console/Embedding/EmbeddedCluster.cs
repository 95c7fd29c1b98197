using System.Collections.Immutable;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>
/// The cluster that the console brings along: separate name server and broker processes on loopback that live as long as the
/// console and whose data lives on.
/// </summary>
/// <remarks>
/// Start order is name servers, then brokers. Stop order is masters, slaves, name servers: a slave is there for what its master
/// still confirms, and brokers can unregister. Each process has its own loop in <see cref="SupervisedServer"/>; this class only
/// orders them.
/// </remarks>
internal sealed class EmbeddedCluster(EmbeddedClusterOptions options, RemotingClient client, TimeProvider time, ILogger<EmbeddedCluster> logger)
    : IAsyncDisposable
{
    private readonly ServerProbe _probe = new(client);
    // Replaced as a whole: pages read it while servers are started.
    private ImmutableList<(SupervisedServer Server, Task Running, CancellationTokenSource Stop)> _servers = [];

    /// <summary>Raised when any server changed its state, on whatever thread saw it.</summary>
    public event Action? Changed;

    /// <summary>The cluster's name.</summary>
    public string Name => options.ClusterName;

    /// <summary>Name servers, for clients; final once they have served.</summary>
    public IReadOnlyList<string> NameServers => [.. Servers.Where(server => server.Kind == ServerKind.NameServer).Select(server => server.Address)];

    /// <summary>All servers now, in start order.</summary>
    public IReadOnlyList<ServerSnapshot> Servers => [.. _servers.Select(entry => entry.Server.Snapshot)];

    /// <summary>The newest lines that a server printed; empty for an unknown one.</summary>
    public IReadOnlyList<string> LogTail(string server) =>
        _servers.Find(entry => entry.Server.Snapshot.Name == server).Server?.LogTail ?? [];

    /// <summary>Starts every server and waits until all have answered. What does not come up is tried again in the background.</summary>
    /// <exception cref="InvalidDataException">The file of the cluster's shape is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var plan = new ClusterPlan(options, new ClusterShapeFile(options.Folder).Read());
        await WhenServingAsync([.. plan.NameServers().Select(Start)], cancellation);
        await WhenServingAsync([.. plan.Brokers(string.Join(';', NameServers)).Select(Start)], cancellation);
    }

    /// <summary>Ends one server's process without warning, to see what its loss means; it is started again.</summary>
    /// <returns>Why that is not possible; null when it was killed.</returns>
    public string? Kill(string server)
    {
        if (_servers.Find(entry => entry.Server.Snapshot.Name == server).Server is not { } found)
            return $"The cluster has no server {server}; it has {string.Join(", ", Servers.Select(one => one.Name))}";
        return found.Kill() ? null : $"{server} has no process now: it is {found.Snapshot.State}";
    }

    /// <summary>Stops every server: masters, then slaves, then name servers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var rank in _servers.GroupBy(entry => StopRank(entry.Server.Snapshot)).OrderBy(rank => rank.Key))
            await Task.WhenAll(rank.Select(StopAsync));
        _servers = [];
    }

    private static int StopRank(ServerSnapshot server) => server.Kind == ServerKind.NameServer ? 2 : server.IsSlave ? 1 : 0;

    private static async Task StopAsync((SupervisedServer Server, Task Running, CancellationTokenSource Stop) entry)
    {
        await entry.Stop.CancelAsync();
        await entry.Running;
        entry.Stop.Dispose();
        entry.Server.Dispose();
    }

    private static Task WhenServingAsync(IEnumerable<SupervisedServer> servers, CancellationToken cancellation) =>
        Task.WhenAll(servers.Select(server => server.WhenServing)).WaitAsync(cancellation);

    private SupervisedServer Start(Func<ServerPlan> prepare)
    {
        var stop = new CancellationTokenSource();
        var server = new SupervisedServer(prepare(), prepare, _probe, time, logger, () => Changed?.Invoke());
        _servers = _servers.Add((server, server.RunAsync(stop.Token), stop));
        return server;
    }
}
