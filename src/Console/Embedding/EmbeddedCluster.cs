using System.Collections.Immutable;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>
/// A cluster that the console runs: separate name server and broker processes on loopback that live as long as the
/// console and whose data lives on.
/// </summary>
/// <remarks>
/// Start order is name servers, then brokers. Stop order is masters, slaves, name servers: a slave is there for what its master
/// still confirms, and brokers can unregister. Each process has its own loop in <see cref="SupervisedServer"/>; this class only
/// orders them, and remembers which ones people stopped. That is written after the order was followed: a crash between forgets the order.
/// </remarks>
internal sealed class EmbeddedCluster(EmbeddedClusterOptions options, RemotingClient client, TimeProvider time, ILogger<EmbeddedCluster> logger)
    : IServerSupervisor, IAsyncDisposable
{
    private readonly ServerProbe _probe = new(client);
    private readonly StoppedServers _stopped = new(options.Folder);
    // Replaced as a whole: pages read it while servers are started.
    private ImmutableList<(SupervisedServer Server, Task Running, CancellationTokenSource Stop)> _servers = [];

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public string Name => options.ClusterName;

    /// <inheritdoc/>
    public string Folder => options.Folder;

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <summary>Name servers, for clients; final once they have served.</summary>
    public IReadOnlyList<string> NameServers => [.. Servers.Where(server => server.Kind == ServerKind.NameServer).Select(server => server.Address)];

    /// <inheritdoc/>
    public IReadOnlyList<ServerSnapshot> Servers => [.. _servers.Select(entry => entry.Server.Snapshot)];

    /// <inheritdoc/>
    public string FolderOf(string server) => Path.Combine(options.Folder, server);

    /// <inheritdoc/>
    public IReadOnlyList<string> LogTail(string server) =>
        Find(server)?.LogTail ?? [];

    /// <summary>
    /// Starts every server but those that people stopped, and waits until all of these have answered. What does not come up is tried again
    /// in the background.
    /// </summary>
    /// <exception cref="InvalidDataException">The file of the cluster's shape is wrong.</exception>
    /// <exception cref="IOException">A file can not be read or written.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            var plan = new ClusterPlan(options, new ClusterShapeFile(options.Folder).Read());
            var stopped = _stopped.Read();
            await WhenServingAsync([.. plan.NameServers().Select(prepare => Start(prepare, stopped))], cancellation);
            cancellation.ThrowIfCancellationRequested();
            await WhenServingAsync([.. plan.Brokers(() => string.Join(';', NameServers)).Select(prepare => Start(prepare, stopped))], cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Problem = failure.Message;
            Changed?.Invoke();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<string> ReadPropertiesAsync(string server) =>
        Find(server) is { } found ? new PropertiesEdit(found.Plan).ReadAsync() : throw new FileNotFoundException(Unknown(server));

    /// <inheritdoc/>
    public async Task<PropertiesOutcome> SavePropertiesAsync(string server, string before, string text) =>
        Find(server) is { } found ? await new PropertiesEdit(found.Plan).SaveAsync(before, text) : new PropertiesOutcome(Unknown(server));

    /// <inheritdoc/>
    public async Task<string?> OrderAsync(string server, ServerAction action) =>
        Find(server) is { } found ? await OrderAsync([found], action) : Unknown(server);

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
            // Those of a restart are down for a moment only, which is not what people would have remembered.
            if (await OrderAsync(rank, ServerAction.Stop, isRemembered: action is ServerAction.Stop) is { } refusal)
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

    private async Task<string?> OrderAsync(IEnumerable<SupervisedServer> servers, ServerAction action, bool isRemembered = true)
    {
        var answers = await Task.WhenAll(servers.Select(async server => (server.Plan.Name, Refusal: await server.OrderAsync(action))));
        var followed = answers.Where(answer => answer.Refusal is null).Select(answer => answer.Name);
        var forgotten = isRemembered && action is (ServerAction.Start or ServerAction.Stop) ? Remember(followed, action is ServerAction.Stop) : null;
        return answers.FirstOrDefault(answer => answer.Refusal is not null).Refusal ?? forgotten;
    }

    private string? Remember(IEnumerable<string> servers, bool stopped)
    {
        try
        {
            _stopped.Set(servers, stopped);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"It was done, and will be forgotten when the console starts again: {failure.Message}";
        }
    }

    private static async Task StopAsync((SupervisedServer Server, Task Running, CancellationTokenSource Stop) entry)
    {
        await entry.Stop.CancelAsync();
        await entry.Running;
        entry.Stop.Dispose();
        entry.Server.Dispose();
    }

    private static Task WhenServingAsync(IEnumerable<SupervisedServer> servers, CancellationToken cancellation) =>
        Task.WhenAll(servers.Where(server => server.Snapshot.State != ServerState.Stopped).Select(server => server.WhenServing)).WaitAsync(cancellation);

    private SupervisedServer Start(Func<ServerPlan> prepare, IReadOnlySet<string> stopped)
    {
        var stop = new CancellationTokenSource();
        var plan = prepare();
        var server = new SupervisedServer(plan, prepare, _probe, time, logger, () => Changed?.Invoke(), isOn: !stopped.Contains(plan.Name));
        _servers = _servers.Add((server, server.RunAsync(stop.Token), stop));
        return server;
    }
}
