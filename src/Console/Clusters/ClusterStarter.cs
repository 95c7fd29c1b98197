using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Clusters.Traffic;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Connects the console to its cluster, the embedded one or that of <c>--attach</c>, and keeps the collector running until the console stops.
/// </summary>
internal sealed class ClusterStarter(
    ConsoleOptions options,
    ClusterDirectory directory,
    ClusterConnections connections,
    TimeProvider time,
    ILoggerFactory loggers,
    IServiceProvider services) : BackgroundService
{
    private readonly List<IAsyncDisposable> _owned = [];

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var part in Enumerable.Reverse(_owned))
            await part.DisposeAsync();
        _owned.Clear();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (options.Attach.Count > 0)
            await AttachAsync(options.Attach, stoppingToken);
        else if (services.GetService<EmbeddedCluster>() is { } embedded)
            await ConnectAsync(embedded, stoppingToken);
    }

    private async Task ConnectAsync(EmbeddedCluster embedded, CancellationToken stopping)
    {
        // The name servers' addresses are known when the first process starts; nothing need serve yet.
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        embedded.Changed += Look;
        Look();
        try
        {
            await known.Task.WaitAsync(stopping);
            Connect(embedded.Name, NewAdmin(embedded.NameServers));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped before there was a cluster.
        }
        finally
        {
            embedded.Changed -= Look;
        }

        void Look()
        {
            if (embedded.NameServers.Count > 0)
                known.TrySetResult();
        }
    }

    private async Task AttachAsync(IReadOnlyList<string> nameServers, CancellationToken stopping)
    {
        var admin = NewAdmin(nameServers);
        var name = nameServers[0];
        try
        {
            // One cluster gives its name; several behind the same name servers, or none, go under the first address.
            if ((await admin.NameServers.GetClusterAsync(stopping)).ClusterNames is [var only])
                name = only;
        }
        catch (Exception failure) when (failure is RemotingException or AdminException)
        {
            // The collector says why, for as long as it lasts.
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await admin.DisposeAsync();
            return;
        }

        Connect(name, admin);
    }

    private AdminClient NewAdmin(IReadOnlyList<string> nameServers) =>
        new(new AdminClientOptions { NameServers = nameServers }, loggers, time);

    private void Connect(string name, AdminClient admin)
    {
        var traffic = new SampleTraffic(admin, time, loggers);
        var collector = new ClusterCollector(name, admin, traffic, time, loggers.CreateLogger<ClusterCollector>());
        _owned.AddRange([admin, collector, traffic]);
        connections.Put(collector);
        directory.Put(new ClusterInfo(name));
        collector.Start();
    }
}
