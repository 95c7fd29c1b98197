using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

/// <summary>An embedded cluster with real processes, on free ports, in a folder that the test owns.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RemotingClient _probes = new(new RemotingClientOptions(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);

    public RunningCluster(string folder, int nameServerPort = 0, int brokerPort = 0)
    {
        Cluster = new EmbeddedCluster(
            // Port 0 is never free, so another is chosen.
            new EmbeddedClusterOptions { Folder = folder, NameServerPort = nameServerPort, BrokerPort = brokerPort },
            _probes,
            TimeProvider.System,
            NullLogger<EmbeddedCluster>.Instance);
    }

    public EmbeddedCluster Cluster { get; }

    public ServerSnapshot NameServer => Cluster.Servers.Single(server => server.Kind == ServerKind.NameServer);

    public ServerSnapshot Broker => Cluster.Servers.Single(server => server.Kind == ServerKind.Broker);

    public AdminClient NewAdmin() =>
        new(new AdminClientOptions { NameServers = Cluster.NameServers }, NullLoggerFactory.Instance, TimeProvider.System);

    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await Cluster.StartAsync(limit.Token);
    }

    /// <summary>Waits until the servers are as wanted.</summary>
    public async Task WhenAsync(Func<RunningCluster, bool> wanted)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Changed += Look;
        Look();
        try
        {
            await reached.Task.WaitAsync(Patience);
        }
        finally
        {
            Cluster.Changed -= Look;
        }

        void Look()
        {
            if (wanted(this))
                reached.TrySetResult();
        }
    }

    public static async Task EndedAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _probes.DisposeAsync();
    }
}
