using System.Collections.Immutable;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Every cluster that the console runs: found in its data folder at the start, created and deleted by people later.</summary>
/// <remarks>
/// A cluster is a folder with a <see cref="ClusterShapeFile"/>, which is written last and taken away first: a crash while a cluster is
/// created or deleted leaves a folder that is no cluster's, and whose name is refused until somebody has looked at it. The list is
/// immutable and replaced as a whole; a semaphore lets one creation or deletion happen at a time.
/// </remarks>
internal sealed class EmbeddedClusters(
    EmbeddedFolders folders, Func<EmbeddedClusterOptions, EmbeddedCluster> make, ClusterConnector connector, ClusterDirectory directory) : IServerSupervisors, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ImmutableList<Entry> _all = [];

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public IReadOnlyList<IServerSupervisor> All => [.. _all.Select(entry => entry.Cluster)];

    /// <inheritdoc/>
    public IServerSupervisor? Find(string cluster) => FindOwn(cluster);

    /// <summary>The cluster of that name itself; null when there is none.</summary>
    public EmbeddedCluster? FindOwn(string cluster) => _all.Find(entry => entry.Cluster.Name == cluster)?.Cluster;

    /// <summary>Starts every cluster of the data folder.</summary>
    /// <returns>Each with a task that completes when it serves, and fails when it can not be started.</returns>
    public IReadOnlyList<(EmbeddedCluster Cluster, Task Starting)> StartAll() =>
        [.. folders.Existing().Select(Start).Select(entry => (entry.Cluster, entry.Starting))];

    /// <summary>What is wrong with a name for a new cluster; null when it can be had.</summary>
    public ClusterNameProblem? ProblemOf(string name) =>
        ClusterNames.Check(name)
        ?? (All.Select(cluster => cluster.Name).Concat(directory.All.Select(cluster => cluster.Name)).Contains(name, StringComparer.OrdinalIgnoreCase)
            ? new ClusterNameProblem(ClusterNameFault.Taken, name)
            : folders.IsFree(name) ? null : new ClusterNameProblem(ClusterNameFault.Folder, folders.Of(name)));

    /// <summary>Where the processes of a new cluster would listen and keep their files.</summary>
    /// <exception cref="IOException">There is no room for its ports.</exception>
    public EmbeddedClusterOptions Plan(string name, ClusterShape shape)
    {
        var ports = folders.Ports.Choose(shape, All.SelectMany(cluster => ClusterPorts.Of(cluster.Servers)).ToHashSet());
        return new EmbeddedClusterOptions { ClusterName = name, Folder = folders.Of(name), NameServerPort = ports.NameServer, BrokerPort = ports.Broker };
    }

    /// <summary>Creates a cluster as it was planned and starts it; its processes come up in the background.</summary>
    /// <returns>Why there is none; null when there is.</returns>
    public async Task<string?> CreateAsync(EmbeddedClusterOptions planned, ClusterShape shape, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if ((ProblemOf(planned.ClusterName)?.Text ?? shape.Problem) is { } problem)
                return problem;
            new ClusterPlan(planned, shape).Prepare();
            new ClusterShapeFile(planned.Folder).Write(shape);
            Start(planned);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{planned.Folder} was begun and can not be completed: {failure.Message}";
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Deletes a cluster whose processes are all stopped.</summary>
    /// <param name="name">Which.</param>
    /// <param name="keepFolder">Whether its files stay on disk.</param>
    /// <param name="cancellation">Gives up before anything was done.</param>
    /// <returns>Why it, or a part of it, is still there; null when it is gone as asked.</returns>
    public async Task<string?> DeleteAsync(string name, bool keepFolder, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_all.Find(entry => entry.Cluster.Name == name) is not { } entry)
                return $"The console runs no cluster {name}";
            if (entry.Cluster.Servers.Where(server => server.State != ServerState.Stopped).Select(server => server.Name).ToList() is { Count: > 0 } running)
                return $"{string.Join(", ", running)} of {name} still runs: only a cluster whose processes are all stopped can be deleted";
            _all = _all.Remove(entry);
            await EndAsync(entry);
            await connector.DisconnectAsync(name);
            Changed?.Invoke();
            folders.Delete(name, keepFolder);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{name} is no cluster of this console any more, but files of it are left in {folders.Of(name)}: {failure.Message}";
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops every cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        var all = _all;
        _all = [];
        await Task.WhenAll(all.Select(EndAsync));
    }

    private Entry Start(EmbeddedClusterOptions options)
    {
        var cluster = make(options);
        cluster.Changed += () => ConnectWhenServing(cluster);
        var stop = new CancellationTokenSource();
        var entry = new Entry(cluster, StartAsync(cluster, stop.Token), stop);
        _all = _all.Add(entry);
        connector.List(cluster.Name, OriginOf(cluster));
        Changed?.Invoke();
        return entry;
    }

    private async Task StartAsync(EmbeddedCluster cluster, CancellationToken stopping)
    {
        // The first steps choose ports and write files; nobody need wait for them.
        await Task.Yield();
        await cluster.StartAsync(stopping);
        Connect(cluster);
    }

    // A cluster of which not all processes have come up yet goes no further.
    private static async Task EndAsync(Entry entry)
    {
        await entry.Stop.CancelAsync();
        await entry.Starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await entry.Cluster.DisposeAsync();
        entry.Stop.Dispose();
    }

    // The name server alone is enough to show the cluster and what is missing of it.
    private void ConnectWhenServing(EmbeddedCluster cluster)
    {
        if (cluster.Servers.Any(server => server is { Kind: ServerKind.NameServer, State: ServerState.Serving }))
            Connect(cluster);
    }

    private void Connect(EmbeddedCluster cluster) => connector.Connect(new ClusterTarget
    {
        Name = cluster.Name,
        RegisteredName = cluster.Name,
        NameServers = cluster.NameServers,
        Origin = OriginOf(cluster),
    });

    private ClusterOrigin OriginOf(EmbeddedCluster cluster) => folders.IsBroughtAlong(cluster.Name) ? ClusterOrigin.BroughtAlong : ClusterOrigin.Created;

    private sealed record Entry(EmbeddedCluster Cluster, Task Starting, CancellationTokenSource Stop);
}
