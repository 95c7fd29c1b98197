using System.Diagnostics;
using System.Globalization;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Ties the embedded clusters to the console's life: started with it, announced on its output, stopped with it.</summary>
internal sealed class EmbeddedClusterService(EmbeddedClusters clusters, Announcements announcements, TimeProvider time) : BackgroundService
{
    private readonly TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when every server of every cluster has answered.</summary>
    public Task WhenServing => _serving.Task;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await clusters.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pages need not wait for the first steps.
        await Task.Yield();
        try
        {
            var all = clusters.StartAll();
            await Task.WhenAll(all.Select(entry => AnnounceAsync(entry.Cluster, entry.Starting)).Append(TellServingAsync(all.Select(entry => entry.Starting)))).WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends before they have all come up.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await announcements.LineAsync("Clusters", $"can not be looked for: {failure.Message}");
        }
    }

    // The lines wait for the pages, which those who ask for this may not.
    private async Task TellServingAsync(IEnumerable<Task> starting)
    {
        var all = Task.WhenAll(starting);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.IsCompletedSuccessfully)
            _serving.TrySetResult();
    }

    private async Task AnnounceAsync(EmbeddedCluster cluster, Task starting)
    {
        try
        {
            await starting;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await announcements.LineAsync("Cluster", $"{cluster.Name} can not be started: {failure.Message}");
            return;
        }

        // The cluster that the console brings along needs no name beside each of its processes.
        var of = cluster.Name == EmbeddedClusterOptions.DefaultName ? "" : $"  ({cluster.Name})";
        foreach (var server in cluster.Servers)
        {
            await announcements.LineAsync(
                server.Kind == ServerKind.Broker ? $"Broker {server.Name}" : "Name server",
                server.State == ServerState.Stopped
                    ? $"{server.Address,-22} stays stopped, as it was ordered{of}"
                    : string.Create(CultureInfo.InvariantCulture, $"{server.Address,-22} pid {server.ProcessId,-8} ready after {server.ReadyAfter?.TotalSeconds:0.00} s{of}"));
        }

        var sinceStart = time.GetUtcNow() - Process.GetCurrentProcess().StartTime;
        await announcements.LineAsync(
            cluster.Servers.All(server => server.State == ServerState.Stopped) ? "Cluster stopped" : "Cluster answers",
            string.Create(CultureInfo.InvariantCulture, $"{cluster.Name}, {sinceStart.TotalSeconds:0.0} s after the start"));
    }
}
