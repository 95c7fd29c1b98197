using System.Collections.Immutable;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>
/// The cluster that the console brings along: separate name server and broker processes on loopback that live as long as the
/// console and whose data lives on.
/// </summary>
/// <remarks>
/// Start order is name server, then broker; stop order the reverse, so that the broker can unregister. Each process has its own
/// loop in <see cref="SupervisedServer"/>; this class only orders them.
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
    public async Task StartAsync(CancellationToken cancellation)
    {
        var plan = new ClusterPlan(options);
        var nameServer = Start(plan.PrepareNameServer);
        await nameServer.WhenServing.WaitAsync(cancellation);
        await Start(() => plan.PrepareBroker(nameServer.Snapshot.Address)).WhenServing.WaitAsync(cancellation);
    }

    /// <summary>Stops every server, brokers first.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (server, running, stop) in Enumerable.Reverse(_servers))
        {
            await stop.CancelAsync();
            await running;
            stop.Dispose();
            server.Dispose();
        }

        _servers = [];
    }

    private SupervisedServer Start(Func<ServerPlan> prepare)
    {
        var stop = new CancellationTokenSource();
        var server = new SupervisedServer(prepare(), prepare, _probe, time, logger, () => Changed?.Invoke());
        _servers = _servers.Add((server, server.RunAsync(stop.Token), stop));
        return server;
    }
}
