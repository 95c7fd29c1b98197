using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>Something whose figures a connection follows.</summary>
internal readonly record struct Followed(string Cluster, Subject Subject);

/// <summary>Who watches and follows what. Safe from any thread.</summary>
internal sealed class LiveFeeds(IHubContext<LiveHub> hub)
{
    private readonly ConcurrentDictionary<string, Watcher> _watchers = new(StringComparer.Ordinal);

    /// <summary>Takes a connection in.</summary>
    public void Add(string connection) => _watchers[connection] = new Watcher(new LiveFeed(async (target, message) =>
        await hub.Clients.Client(connection).SendAsync(target, message)));

    /// <summary>Takes a connection out, with everything it watches.</summary>
    public void Remove(string connection) => _watchers.TryRemove(connection, out _);

    /// <summary>Starts or ends the rates of a cluster.</summary>
    public void Watch(string connection, string cluster, bool watch) =>
        Change(connection, watcher => watcher with { Clusters = watch ? watcher.Clusters.Add(cluster) : watcher.Clusters.Remove(cluster) });

    /// <summary>Starts or ends the figures of something.</summary>
    public void Follow(string connection, Followed followed, bool follow) =>
        Change(connection, watcher => watcher with { Subjects = follow ? watcher.Subjects.Add(followed) : watcher.Subjects.Remove(followed) });

    /// <summary>How many things a connection follows.</summary>
    public int FollowedBy(string connection) => _watchers.TryGetValue(connection, out var watcher) ? watcher.Subjects.Count : 0;

    /// <summary>Everybody who watches the rates of a cluster.</summary>
    public IEnumerable<LiveFeed> WatchersOf(string cluster) => _watchers.Values.Where(watcher => watcher.Clusters.Contains(cluster)).Select(watcher => watcher.Feed);

    /// <summary>Everybody who follows something of a cluster, with what it is.</summary>
    public IEnumerable<(LiveFeed Feed, Subject Subject)> FollowersIn(string cluster) =>
        from watcher in _watchers.Values
        from followed in watcher.Subjects
        where followed.Cluster == cluster
        select (watcher.Feed, followed.Subject);

    private void Change(string connection, Func<Watcher, Watcher> change)
    {
        while (_watchers.TryGetValue(connection, out var watcher) && !_watchers.TryUpdate(connection, change(watcher), watcher))
        {
        }
    }

    private sealed record Watcher(LiveFeed Feed)
    {
        public ImmutableHashSet<string> Clusters { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

        public ImmutableHashSet<Followed> Subjects { get; init; } = [];
    }
}
