using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>Passes every tick of every collector on to those who watch its cluster.</summary>
/// <remarks>Follows the directory: one subscription per connection, changed under one lock. Sending never holds up a collector.</remarks>
internal sealed partial class LiveBroadcast(
    ClusterDirectory directory, ClusterConnections connections, IHubContext<LiveHub> hub, ILogger<LiveBroadcast> logger) : IHostedService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RateHistory, Action<RateTick>> _followed = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Changed += Follow;
        Follow();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        directory.Changed -= Follow;
        lock (_gate)
            Keep([]);
        return Task.CompletedTask;
    }

    private void Follow()
    {
        lock (_gate)
        {
            var sources = directory.All
                .Select(cluster => (cluster.Name, Source: connections.Find(cluster.Name) as IRateSource))
                .Where(pair => pair.Source is not null)
                .ToList();
            Keep([.. sources.Select(pair => pair.Source!.Rates)]);
            foreach (var (name, source) in sources)
            {
                Action<RateTick> send = tick => _ = SendAsync(RatesMessage.Of(name, tick));
                if (_followed.TryAdd(source!.Rates, send))
                    source.Rates.Added += send;
            }
        }
    }

    private void Keep(HashSet<RateHistory> wanted)
    {
        foreach (var (rates, send) in _followed.Where(pair => !wanted.Contains(pair.Key)).ToList())
        {
            rates.Added -= send;
            _followed.Remove(rates);
        }
    }

    private async Task SendAsync(RatesMessage message)
    {
        try
        {
            await hub.Clients.Group(LiveHub.GroupOf(message.Cluster)).SendAsync(LiveHub.Rates, message);
        }
#pragma warning disable CA1031 // Whatever goes wrong with one tick, the next one is sent in a second.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotSent(message.Cluster, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rates of cluster {Cluster} could not be sent")]
    private partial void LogNotSent(string cluster, Exception exception);
}
