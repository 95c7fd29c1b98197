using System.Globalization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>Everything that people change about walls, for pages and programs alike.</summary>
internal static class WallChanges
{
    /// <summary>Makes a wall, or replaces the one of the same id.</summary>
    public static KeptChange Save(WallStore store, Wall wall) => new()
    {
        Kind = "wall.save",
        ObjectName = wall.Name,
        Cluster = wall.Cluster,
        Policy = Policies.Operate,
        IsNew = store.Find(wall.Id) is null,
        Fields = () => Between(store.Find(wall.Id), wall),
        Apply = () =>
        {
            store.Save(wall);
            return null;
        },
        IsVisible = () => store.Find(wall.Id) is { } saved && Between(saved, wall).Count == 0,
    };

    /// <summary>Deletes a wall with its links.</summary>
    public static KeptChange Delete(WallStore store, Wall wall) => new()
    {
        Kind = "wall.delete",
        ObjectName = wall.Name,
        Cluster = wall.Cluster,
        Policy = Policies.Operate,
        Fields = () => Between(store.Find(wall.Id), null),
        Apply = () =>
        {
            store.Delete(wall.Id);
            return null;
        },
        IsVisible = () => store.Find(wall.Id) is null,
    };

    /// <summary>Makes a link to a wall. What opens it stands nowhere but in the answer to who made it.</summary>
    public static KeptChange Add(WallStore store, Wall wall, WallLink link) => new()
    {
        Kind = "wall-link.make",
        ObjectName = wall.Name,
        Cluster = wall.Cluster,
        Policy = Policies.Operate,
        IsNew = true,
        Fields = () => FieldChange.Differing(new FieldChange("Walls.Label", null, link.Label), new FieldChange("Walls.LinkUntil", null, Text(link.ExpiresAt))),
        Apply = () =>
        {
            store.Add(link);
            return null;
        },
        IsVisible = () => store.FindLink(link.Id) is not null,
    };

    /// <summary>Takes a link back.</summary>
    public static KeptChange Revoke(WallStore store, Wall wall, WallLink link) => new()
    {
        Kind = "wall-link.revoke",
        ObjectName = wall.Name,
        Cluster = wall.Cluster,
        Policy = Policies.Operate,
        Fields = () => FieldChange.Differing(new FieldChange("Walls.Label", link.Label, null), new FieldChange("Walls.LinkUntil", Text(link.ExpiresAt), null)),
        Apply = () =>
        {
            store.Revoke(link);
            return null;
        },
        IsVisible = () => store.FindLink(link.Id) is { IsRevoked: true },
    };

    private static IReadOnlyList<FieldChange> Between(Wall? before, Wall? after) => FieldChange.Differing(
        new FieldChange("Walls.Name", before?.Name, after?.Name),
        new FieldChange("Walls.Seconds", before?.Seconds.ToString(CultureInfo.InvariantCulture), after?.Seconds.ToString(CultureInfo.InvariantCulture)),
        new FieldChange("Walls.Screens", Text(before), Text(after)));

    /// <summary>"Rates, Lag of Group billing | Brokers".</summary>
    private static string? Text(Wall? wall) => wall is null
        ? null
        : string.Join(" | ", wall.Screens.Select(screen => string.Join(", ", screen.Tiles.Select(tile => tile.About is SubjectKind.Cluster ? $"{tile.Kind}" : $"{tile.Kind} of {tile.About} {tile.Name}"))));

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
