using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Live;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>The walls that hang somewhere at the moment: each second every browser that shows one is sent what its tiles show.</summary>
/// <remarks>Safe from any thread. The tiles of a wall are reckoned once a second however many show it; a browser that is slow gets the newest.</remarks>
internal sealed class WallViewers(
    IHubContext<WallHub> hub, WallStore walls, WallLinks links, UserStore users, WallFigures figures, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Viewer> _viewers = new(StringComparer.Ordinal);

    /// <summary>How many browsers show a wall.</summary>
    public int Count => _viewers.Count;

    /// <summary>Starts the messages of a wall for a connection.</summary>
    public void Show(string connection, WallLink link, Wall wall) =>
        _viewers[connection] = new Viewer(new LiveFeed(async (target, message) => await hub.Clients.Client(connection).SendAsync(target, message)), link, wall);

    /// <summary>Takes a connection out.</summary>
    public void Remove(string connection) => _viewers.TryRemove(connection, out _);

    /// <summary>Sends every browser what its wall shows now; one whose link does not hold any more is told to open it again, which is refused.</summary>
    public void Send()
    {
        var now = time.GetUtcNow();
        foreach (var wall in _viewers.GroupBy(pair => pair.Value.Wall))
        {
            var message = new TilesMessage(now.ToUnixTimeMilliseconds(), figures.Of(wall.Key));
            foreach (var (connection, viewer) in wall)
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
                Send();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends; the browsers come back to the next one.
        }

        walls.Changed -= OnWallChanged;
        users.Changed -= OnUserChanged;
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
