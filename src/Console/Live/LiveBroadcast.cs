using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>Passes what every collector finds on to those who watch or follow its cluster, walls among them.</summary>
/// <remarks>Keeps to the directory: one subscription per connection, changed under one lock. Feeds take messages at once, so a collector is never held up.</remarks>
internal sealed class LiveBroadcast(
    ClusterDirectory directory, ClusterConnections connections, LiveFeeds feeds, WallViewers walls, CanaryProber canaries, TimeProvider time) : IHostedService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IClusterConnection, (Action Changed, Action<RateTick> Ticked)> _heard = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Changed += Hear;
        Hear();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        directory.Changed -= Hear;
        lock (_gate)
            Keep([]);
        return Task.CompletedTask;
    }

    private void Hear()
    {
        lock (_gate)
        {
            HashSet<IClusterConnection> wanted = [.. directory.All.Select(cluster => connections.Find(cluster.Name)).OfType<IClusterConnection>()];
            Keep(wanted);
            foreach (var connection in wanted.Where(connection => !_heard.ContainsKey(connection)))
            {
                var figures = new LiveFigures(connection, feeds, canaries, time);
                Action changed = () =>
                {
                    figures.OnChanged();
                    walls.OnFigures(connection.Name);
                };
                Action<RateTick> ticked = tick => Send(RatesMessage.Of(connection.Name, tick));
                _heard[connection] = (changed, ticked);
                connection.Changed += changed;
                if (connection is IRateSource source)
                    source.Rates.Added += ticked;
            }
        }
    }

    private void Keep(HashSet<IClusterConnection> wanted)
    {
        foreach (var (connection, (changed, ticked)) in _heard.Where(pair => !wanted.Contains(pair.Key)).ToList())
        {
            connection.Changed -= changed;
            if (connection is IRateSource source)
                source.Rates.Added -= ticked;
            _heard.Remove(connection);
        }
    }

    private void Send(RatesMessage message)
    {
        foreach (var feed in feeds.WatchersOf(message.Cluster))
            feed.Offer(LiveHub.Rates, message.Cluster, message);
    }
}
