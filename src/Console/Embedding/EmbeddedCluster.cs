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
    : IServerSupervisor, IAsyncDisposable
{
    private readonly ServerProbe _probe = new(client);
    // Replaced as a whole: pages read it while servers are started.
    private ImmutableList<(SupervisedServer Server, Task Running, CancellationTokenSource Stop)> _servers = [];

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public string Name => options.ClusterName;

    /// <summary>Name servers, for clients; final once they have served.</summary>
    public IReadOnlyList<string> NameServers => [.. Servers.Where(server => server.Kind == ServerKind.NameServer).Select(server => server.Address)];

    /// <inheritdoc/>
    public IReadOnlyList<ServerSnapshot> Servers => [.. _servers.Select(entry => entry.Server.Snapshot)];

    /// <inheritdoc/>
    public string FolderOf(string server) => Path.Combine(options.Folder, server);

    /// <inheritdoc/>
    public IReadOnlyList<string> LogTail(string server) =>
        Find(server)?.LogTail ?? [];

    /// <summary>Starts every server and waits until all have answered. What does not come up is tried again in the background.</summary>
    /// <exception cref="InvalidDataException">The file of the cluster's shape is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var plan = new ClusterPlan(options, new ClusterShapeFile(options.Folder).Read());
        await WhenServingAsync([.. plan.NameServers().Select(Start)], cancellation);
        await WhenServingAsync([.. plan.Brokers(() => string.Join(';', NameServers)).Select(Start)], cancellation);
    }

    /// <inheritdoc/>
    public Task<string> ReadPropertiesAsync(string server) =>
        Find(server) is { } found ? new PropertiesEdit(found.Plan).ReadAsync() : throw new FileNotFoundException(Unknown(server));

    /// <inheritdoc/>
    public async Task<PropertiesOutcome> SavePropertiesAsync(string server, string before, string text) =>
        Find(server) is { } found ? await new PropertiesEdit(found.Plan).SaveAsync(before, text) : new PropertiesOutcome(Unknown(server));

    /// <inheritdoc/>
    public async Task<string?> OrderAsync(string server, ServerAction action) =>
        Find(server) is { } found ? await found.OrderAsync(action) : Unknown(server);

    /// <inheritdoc/>
    public async Task<string?> OrderAllAsync(ServerAction action)
    {
        List<SupervisedServer> able = [.. _servers.Select(entry => entry.Server).Where(server => ServerActions.AllowedIn(server.Snapshot.State).Contains(action))];
        if (able.Count == 0)
            return string.Join("; ", Servers.Select(server => ServerActions.Refusal(server, action)));
        if (action is not (ServerAction.Stop or ServerAction.Restart))
            return await OrderAsync(able, action);

        foreach (var rank in able.GroupBy(server => server.Plan.StopRank).OrderBy(rank => rank.Key))
        {
            if (await OrderAsync(rank, ServerAction.Stop) is { } refusal)
                return refusal;
        }

        return action is ServerAction.Restart ? await OrderAsync(able, ServerAction.Start) : null;
    }

    /// <summary>The cluster as files and commands that run it elsewhere.</summary>
    public ClusterExport Export() => new(options.Folder, [.. _servers.Select(entry => entry.Server.Plan)]);

    /// <summary>Stops every server: masters, then slaves, then name servers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var rank in _servers.GroupBy(entry => entry.Server.Plan.StopRank).OrderBy(rank => rank.Key))
            await Task.WhenAll(rank.Select(StopAsync));
        _servers = [];
    }

    private SupervisedServer? Find(string server) => _servers.Find(entry => entry.Server.Snapshot.Name == server).Server;

    private string Unknown(string server) => $"The cluster has no server {server}; it has {string.Join(", ", Servers.Select(one => one.Name))}";

    private static async Task<string?> OrderAsync(IEnumerable<SupervisedServer> servers, ServerAction action)
    {
        var refusals = await Task.WhenAll(servers.Select(server => server.OrderAsync(action)));
        return refusals.FirstOrDefault(refusal => refusal is not null);
    }

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
