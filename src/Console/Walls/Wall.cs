using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>What a tile shows.</summary>
public enum TileKind
{
    /// <summary>Messages in and out a second, as a chart.</summary>
    Rates,

    /// <summary>Messages that are not consumed, and the age of the oldest, with a chart.</summary>
    Lag,

    /// <summary>The topics with the most messages a second.</summary>
    TopTopics,

    /// <summary>Every broker process: whether it answers, rates, disk.</summary>
    Brokers,

    /// <summary>Unread messages that are about to be deleted.</summary>
    Expiry,

    /// <summary>When brokers last gave a message back.</summary>
    Proof,
}

/// <summary>One tile of a wall.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="About">Of rates and lag: whose.</param>
/// <param name="Name">The name of whom; empty for the cluster.</param>
public sealed record WallTile(TileKind Kind, SubjectKind About = SubjectKind.Cluster, string Name = "");

/// <summary>What is on the wall at the same time.</summary>
/// <param name="Tiles">In order.</param>
public sealed record WallScreen(IReadOnlyList<WallTile> Tiles);

/// <summary>A composition of live figures of one cluster for a screen that hangs somewhere.</summary>
/// <param name="Id">Random; part of addresses.</param>
/// <param name="Cluster">Whose figures.</param>
/// <param name="Name">Its title.</param>
/// <param name="Seconds">How long each screen stays when there are several.</param>
/// <param name="Screens">The screens, shown in turn.</param>
public sealed record Wall(string Id, string Cluster, string Name, int Seconds, IReadOnlyList<WallScreen> Screens)
{
    /// <summary>Most screens.</summary>
    public const int MostScreens = 8;

    /// <summary>Most tiles of a screen; more are not legible from afar.</summary>
    public const int MostTiles = 9;

    /// <summary>Longest name.</summary>
    public const int LongestName = 60;

    /// <summary>Shortest and longest stay of a screen.</summary>
    public static readonly (int Least, int Most) Stay = (5, 600);

    /// <summary>The text of what is wrong with it, <c>Walls.Problem.{this}</c>; null when nothing is.</summary>
    public string? Problem =>
        Name.Trim().Length is 0 or > LongestName ? "Name"
        : Seconds < Stay.Least || Seconds > Stay.Most ? "Stay"
        : Screens.Count is 0 or > MostScreens ? "Screens"
        : Screens.Any(screen => screen.Tiles.Count is 0 or > MostTiles) ? "Tiles"
        : Screens.SelectMany(screen => screen.Tiles).Any(tile => !IsComplete(tile)) ? "Tile"
        : null;

    private static bool IsComplete(WallTile tile) => tile.Kind switch
    {
        TileKind.Rates => tile.About is SubjectKind.Cluster == (tile.Name.Length == 0),
        TileKind.Lag => tile.About is SubjectKind.Cluster ? tile.Name.Length == 0 : tile.About is SubjectKind.Group && tile.Name.Length > 0,
        _ => true,
    };
}
