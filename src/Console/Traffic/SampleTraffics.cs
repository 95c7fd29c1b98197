using System.Collections.Concurrent;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>The sample traffic of each cluster. It goes on when a page is closed or reloaded, and ends with the console.</summary>
internal sealed class SampleTraffics(TimeProvider time, ILoggerFactory loggers) : IHostedService
{
    private readonly ConcurrentDictionary<IClusterConnection, Lazy<SampleTraffic>> _traffics = [];

    /// <summary>The traffic of a cluster; made, and not started, when first asked for.</summary>
    public ISampleTraffic For(IClusterConnection connection) =>
        _traffics.GetOrAdd(connection, key => new(() => new SampleTraffic(key.Admin, time, loggers))).Value;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Leaves the groups while their brokers still run.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var traffic in _traffics.Values.Where(lazy => lazy.IsValueCreated))
            await traffic.Value.StopAsync();
    }
}
