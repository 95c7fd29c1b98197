using System.Diagnostics;
using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Ties the embedded cluster to the console's life: started with it, announced on its output, stopped with it.</summary>
internal sealed class EmbeddedClusterService(
    EmbeddedCluster cluster, ClusterConnector connector, Announcements announcements, TimeProvider time) : BackgroundService
{
    private readonly TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when every server has answered.</summary>
    public Task WhenServing => _serving.Task;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await cluster.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first steps choose ports and write files; the pages need not wait for them.
        await Task.Yield();
        cluster.Changed += ConnectWhenServing;
        try
        {
            await cluster.StartAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await announcements.LineAsync("Cluster", $"can not be started: {failure.Message}");
            return;
        }

        _serving.TrySetResult();
        foreach (var server in cluster.Servers)
        {
            await announcements.LineAsync(
                server.Kind == ServerKind.Broker ? $"Broker {server.Name}" : "Name server",
                string.Create(CultureInfo.InvariantCulture, $"{server.Address,-22} pid {server.ProcessId,-8} ready after {server.ReadyAfter?.TotalSeconds:0.00} s"));
        }

        var sinceStart = time.GetUtcNow() - Process.GetCurrentProcess().StartTime;
        await announcements.LineAsync(
            "Cluster answers", string.Create(CultureInfo.InvariantCulture, $"{cluster.Name}, {sinceStart.TotalSeconds:0.0} s after the start"));
    }

    // The name server alone is enough to show the cluster and what is missing of it.
    private void ConnectWhenServing()
    {
        if (cluster.Servers.Any(server => server is { Kind: ServerKind.NameServer, State: ServerState.Serving }))
            connector.Connect(cluster.Name, cluster.NameServers);
    }
}
