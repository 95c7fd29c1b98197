using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Testing;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

/// <summary>The embedded clusters of one console, with real processes, in a data folder that the test owns.</summary>
internal sealed class RunningClusters : IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly RemotingClient _probes = new(new RemotingClientOptions(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
    private readonly ClusterConnector _connector;

    public RunningClusters(string dataFolder, bool bringsAlong = true)
    {
        Tints = new ClusterTints(_file.Database);
        _connector = new ClusterConnector(Connections, Directory, Tints, TimeProvider.System, NullLoggerFactory.Instance);
        Clusters = new EmbeddedClusters(
            // Two tests that run at once would choose the same ports, free when looked at and taken when used.
            new EmbeddedFolders(dataFolder, bringsAlong, Ports()),
            options => new EmbeddedCluster(options, _probes, TimeProvider.System, NullLogger<EmbeddedCluster>.Instance),
            _connector,
            Directory);
    }

    public EmbeddedClusters Clusters { get; }

    public ClusterConnections Connections { get; } = new();

    public ClusterDirectory Directory { get; } = new();

    public ClusterTints Tints { get; }

    /// <summary>Starts what there is, and waits until it serves.</summary>
    public Task StartAsync() => Task.WhenAll(Clusters.StartAll().Select(entry => entry.Starting)).WaitAsync(RunningCluster.Patience);

    /// <summary>Creates a cluster and waits until it serves.</summary>
    public async Task CreateAsync(string name, ClusterShape shape)
    {
        Assert.Null(await Clusters.CreateAsync(Clusters.Plan(name, shape), shape, default));
        await WhenAsync(name, servers => servers.Count == shape.Members(0, 0).Count() && servers.All(server => server.State == ServerState.Serving));
    }

    /// <summary>Waits until the processes of a cluster are as wanted.</summary>
    public async Task WhenAsync(string name, Func<IReadOnlyList<ServerSnapshot>, bool> wanted)
    {
        var cluster = Clusters.Find(name)!;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Changed += Look;
        Look();
        try
        {
            await reached.Task.WaitAsync(RunningCluster.Patience);
        }
        finally
        {
            cluster.Changed -= Look;
        }

        void Look()
        {
            if (wanted(cluster.Servers))
                reached.TrySetResult();
        }
    }

    public AdminClient NewAdmin(string name) =>
        new(new AdminClientOptions { NameServers = Clusters.FindOwn(name)!.NameServers }, NullLoggerFactory.Instance, TimeProvider.System);

    private static ClusterPorts Ports()
    {
        var (nameServer, broker) = FreePorts.NextOfConsole();
        return new ClusterPorts(nameServer, broker);
    }

    public async ValueTask DisposeAsync()
    {
        await Clusters.DisposeAsync();
        await _connector.DisposeAsync();
        await _probes.DisposeAsync();
        _file.Dispose();
    }
}
