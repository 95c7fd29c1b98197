using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>A wall as somebody composes it in a form.</summary>
internal sealed class WallDraft
{
    /// <summary>Its title.</summary>
    public string Name { get; set; } = "";

    /// <summary>How long each screen stays.</summary>
    public int Seconds { get; set; } = 20;

    /// <summary>Tiles of each screen.</summary>
    public List<List<TileDraft>> Screens { get; } = [];

    /// <summary>What a new wall begins with.</summary>
    public static WallDraft New() => new()
    {
        Screens = { new() { new TileDraft(), new TileDraft { Kind = TileKind.Lag }, new TileDraft { Kind = TileKind.Brokers }, new TileDraft { Kind = TileKind.TopTopics }, new TileDraft { Kind = TileKind.Expiry }, new TileDraft { Kind = TileKind.Proof } } },
    };

    /// <summary>A wall to be changed.</summary>
    public static WallDraft Of(Wall wall)
    {
        var draft = new WallDraft { Name = wall.Name, Seconds = wall.Seconds };
        draft.Screens.AddRange(wall.Screens.Select(screen => screen.Tiles.Select(tile => new TileDraft { Kind = tile.Kind, About = tile.About, Name = tile.Name }).ToList()));
        return draft;
    }

    /// <summary>The wall as it stands in the form.</summary>
    public Wall ToWall(string id, string cluster) =>
        new(id, cluster, Name.Trim(), Seconds, [.. Screens.Select(screen => new WallScreen([.. screen.Select(tile => tile.ToTile())]))]);
}

/// <summary>A tile as somebody composes it in a form.</summary>
internal sealed class TileDraft
{
    /// <summary>What it shows.</summary>
    public TileKind Kind { get; set; }

    /// <summary>Of rates and lag: whose.</summary>
    public SubjectKind About { get; set; }

    /// <summary>The name of whom.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it can be about.</summary>
    public IReadOnlyList<SubjectKind> Abouts => Kind is TileKind.Lag
        ? [SubjectKind.Cluster, SubjectKind.Group]
        : [SubjectKind.Cluster, SubjectKind.Topic, SubjectKind.Group, SubjectKind.Broker];

    /// <summary>The tile as it stands in the form.</summary>
    public WallTile ToTile() => Kind is not (TileKind.Rates or TileKind.Lag) || !Abouts.Contains(About)
        ? new WallTile(Kind)
        : new WallTile(Kind, About, About is SubjectKind.Cluster ? "" : Name.Trim());
}
