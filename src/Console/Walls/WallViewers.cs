using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Live;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>The walls that hang somewhere at the moment: when a collector has new figures, every browser that shows them is sent what its tiles show.</summary>
/// <remarks>
/// Safe from any thread; one lock decides whose turn it is. The tiles of a wall are reckoned once a second at most, however many show it, and
/// when topics and groups were listed anew: other figures that come sooner go with the next ones. A browser that is slow gets the newest. Walls of clusters that tell nothing are sent the time all the same.
/// </remarks>
internal sealed class WallViewers(
    IHubContext<WallHub> hub, WallStore walls, WallLinks links, UserStore users, WallFigures figures, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Collectors look each second, a little sooner or later.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(900);

    /// <summary>When a wall is sent the time although there are no figures.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Viewer> _viewers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset At, DateTimeOffset? Listed)> _sent = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How many browsers show a wall.</summary>
    public int Count => _viewers.Count;

    /// <summary>Starts the messages of a wall for a connection.</summary>
    public void Show(string connection, WallLink link, Wall wall) =>
        _viewers[connection] = new Viewer(new LiveFeed(async (target, message) => await hub.Clients.Client(connection).SendAsync(target, message)), link, wall);

    /// <summary>Takes a connection out.</summary>
    public void Remove(string connection) => _viewers.TryRemove(connection, out _);

    /// <summary>Sends the walls of a cluster its newest figures.</summary>
    public void OnFigures(string cluster) => Send(Soonest, wall => wall.Cluster == cluster);

    /// <summary>Sends every browser what its wall shows now; one whose link does not hold any more is told to open it again, which is refused.</summary>
    private void Send(TimeSpan after, Predicate<Wall> wanted)
    {
        var now = time.GetUtcNow();
        // By id: each viewer has read the wall itself, and who shows an older composition has been told to open it again.
        foreach (var viewers in _viewers.GroupBy(pair => pair.Value.Wall.Id, StringComparer.Ordinal))
        {
            var wall = viewers.First().Value.Wall;
            if (!wanted(wall) || !IsItsTurn(wall, now, after))
                continue;
            var message = new TilesMessage(now.ToUnixTimeMilliseconds(), figures.Of(wall));
            foreach (var (connection, viewer) in viewers)
            {
                if (now < viewer.Link.ExpiresAt)
                    viewer.Feed.Offer(WallHub.Tiles, "", message);
                else
                    OpenAgain(connection, viewer);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        walls.Changed += OnWallChanged;
        users.Changed += OnUserChanged;
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Forget();
                Send(Latest, _ => true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends; the browsers come back to the next one.
        }

        walls.Changed -= OnWallChanged;
        users.Changed -= OnUserChanged;
    }

    private bool IsItsTurn(Wall wall, DateTimeOffset now, TimeSpan after)
    {
        var listed = figures.ListedAt(wall.Cluster);
        lock (_gate)
        {
            if (_sent.TryGetValue(wall.Id, out var sent) && now - sent.At < after && sent.Listed == listed)
                return false;
            _sent[wall.Id] = (now, listed);
            return true;
        }
    }

    private void Forget()
    {
        var shown = _viewers.Values.Select(viewer => viewer.Wall.Id).ToHashSet(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var gone in _sent.Keys.Where(wall => !shown.Contains(wall)).ToList())
                _sent.Remove(gone);
        }
    }

    private void OnWallChanged(string wall)
    {
        foreach (var (connection, viewer) in _viewers.Where(pair => pair.Value.Wall.Id == wall))
            OpenAgain(connection, viewer);
    }

    private void OnUserChanged(string user)
    {
        foreach (var (connection, viewer) in _viewers.Where(pair => user.Equals(pair.Value.Link.Maker, StringComparison.OrdinalIgnoreCase)))
        {
            if (links.Open(viewer.Link) is null)
                OpenAgain(connection, viewer);
        }
    }

    private void OpenAgain(string connection, Viewer viewer)
    {
        _viewers.TryRemove(connection, out _);
        viewer.Feed.Offer(WallHub.Changed, "", new { });
    }

    private sealed record Viewer(LiveFeed Feed, WallLink Link, Wall Wall);
}
