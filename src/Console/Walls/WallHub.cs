using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>Live figures for walls. The link is the permission: it opens one wall and nothing else.</summary>
[AllowAnonymous]
internal sealed class WallHub(WallLinks links, WallViewers viewers, WallFigures figures, TimeProvider time) : Hub
{
    /// <summary>Where it is served.</summary>
    public const string Path = AccessServices.HubPrefix + "/wall";

    /// <summary>Name of the message with what all tiles show, once a second.</summary>
    public const string Tiles = "tiles";

    /// <summary>Name of the message that the wall or the link has changed: open it again.</summary>
    public const string Changed = "changed";

    /// <summary>Opens the wall of a link, and starts its messages.</summary>
    /// <exception cref="HubException">The link opens nothing (any more).</exception>
    public OpenedWall Open(string token)
    {
        if (links.Open(token) is not var (link, wall))
            throw new HubException("This link has expired or was taken back.");
        viewers.Show(Context.ConnectionId, link, wall);
        return new OpenedWall(
            wall.Name,
            wall.Seconds,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            [.. wall.Screens.Select(screen => (IReadOnlyList<OpenedTile>)[.. screen.Tiles.Select(tile => new OpenedTile(
                tile.Kind.ToString(), tile.About.ToString(), tile.Name, figures.PastOf(wall, tile)))])]);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        viewers.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>A wall as the browser draws it.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Seconds">How long each screen stays.</param>
/// <param name="Now">The server's clock, milliseconds since 1970.</param>
/// <param name="Screens">Tiles of each screen.</param>
internal sealed record OpenedWall(string Name, int Seconds, long Now, IReadOnlyList<IReadOnlyList<OpenedTile>> Screens);

/// <summary>A tile as the browser draws it.</summary>
internal sealed record OpenedTile(string Kind, string About, string Name, TilePast? Past);

/// <summary>What all tiles of a wall show.</summary>
/// <param name="Now">The server's clock, milliseconds since 1970.</param>
/// <param name="Screens">By screen and tile; null while the cluster is not connected.</param>
internal sealed record TilesMessage(long Now, IReadOnlyList<IReadOnlyList<TileData>>? Screens);
