using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Walls and the links to them.</summary>
internal static class WallEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapWalls(this RouteGroupBuilder api)
    {
        var walls = api.MapGroup("/clusters/{cluster}/walls").WithTags("Walls");
        walls.MapGet("/", (ApiCluster target, WallStore store) => store.List(target.Connection.Name)).RequireAuthorization(Policies.View).WithName("listWalls")
            .WithSummary("The walls of a cluster.").Produces<IReadOnlyList<Wall>>().Refuses(401, 404);
        walls.MapPost("/", CreateAsync).RequireAuthorization(Policies.Operate).WithName("createWall").WithSummary("Composes a wall; 'id' of the answer names it. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404);
        walls.MapPut("/{wall}", (ApiCluster target, string wall, WallSettings settings, bool? dryRun, WallStore store, ApiChanges changes, HttpContext context) =>
                SaveAsync(Find(target, wall, store).Id, target, settings, dryRun, store, changes, context)).RequireAuthorization(Policies.Operate).WithName("putWall")
            .WithSummary("Replaces a wall; screens that show it follow at once. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404);
        walls.MapDelete("/{wall}", (ApiCluster target, string wall, bool? dryRun, WallStore store, ApiChanges changes, HttpContext context) =>
                changes.RunAsync(WallChanges.Delete(store, Find(target, wall, store)), dryRun, context)).RequireAuthorization(Policies.Operate).WithName("deleteWall")
            .WithSummary("Deletes a wall with its links. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(401, 403, 404);
        walls.MapGet("/{wall}/links", (ApiCluster target, string wall, WallStore store) => store.Links(Find(target, wall, store).Id)).RequireAuthorization(Policies.Operate)
            .WithName("listWallLinks").WithSummary("The links to a wall, the newest first, without what opens them.").Produces<IReadOnlyList<WallLink>>().Refuses(401, 403, 404);
        walls.MapPost("/{wall}/links", LinkAsync).RequireAuthorization(Policies.Operate).WithName("createWallLink")
            .WithSummary("Makes a link that shows the wall without a login; its address is answered this once.").Produces<LinkAnswer>().Refuses(400, 401, 403, 404);
        walls.MapDelete("/{wall}/links/{link}", RevokeAsync).RequireAuthorization(Policies.Operate).WithName("revokeWallLink")
            .WithSummary("Takes a link back; walls that it opened end at once.").Produces<ChangeAnswer>().Refuses(401, 403, 404);
    }

    private static Task<IResult> CreateAsync(ApiCluster target, WallSettings settings, bool? dryRun, WallStore store, ApiChanges changes, HttpContext context) =>
        SaveAsync(WallStore.NewId(), target, settings, dryRun, store, changes, context);

    private static Task<IResult> SaveAsync(string id, ApiCluster target, WallSettings settings, bool? dryRun, WallStore store, ApiChanges changes, HttpContext context)
    {
        var screens = settings.Screens?.Select(screen => new WallScreen([.. screen.Select(tile => tile with { Name = tile.Name ?? "" })])) ?? [];
        var wall = new Wall(id, target.Connection.Name, settings.Name?.Trim() ?? "", settings.Seconds, [.. screens]);
        var (field, detail) = wall.Problem switch
        {
            null => ("", ""),
            "Name" => ("name", $"'name' has to have 1 to {Wall.LongestName} characters."),
            "Stay" => ("seconds", $"'seconds' has to be {Wall.Stay.Least} to {Wall.Stay.Most}."),
            "Screens" => ("screens", $"'screens' has to have 1 to {Wall.MostScreens} screens."),
            "Tiles" => ("screens", $"A screen has to have 1 to {Wall.MostTiles} tiles."),
            _ => ("screens", "A tile about a topic, group or broker needs its 'name'; 'lag' can be about the cluster or a group."),
        };
        return field.Length > 0 ? throw RequestRefusedException.Invalid(field, detail) : changes.RunAsync(WallChanges.Save(store, wall), dryRun, context, id);
    }

    private static async Task<IResult> LinkAsync(
        ApiCluster target, string wall, LinkSettings settings, WallStore store, WallLinks links, ApiChanges changes, HttpContext context)
    {
        var found = Find(target, wall, store);
        if (string.IsNullOrWhiteSpace(settings.Label) || settings.Label.Trim().Length > Wall.LongestName)
            throw RequestRefusedException.Invalid("label", $"'label' has to say in 1 to {Wall.LongestName} characters where it hangs.");
        if (settings.Days is < 1 or > WallLinks.MostDays)
            throw RequestRefusedException.Invalid("days", $"'days' has to be 1 to {WallLinks.MostDays}.");
        var link = links.Make(found, context.User.Identity?.Name ?? "", settings.Label.Trim(), settings.Days);
        return await changes.RunAsync(
            WallChanges.Add(store, found, link), context, () => new LinkAnswer(link.Id, $"{context.Request.PathBase}/{Addresses.WallOf(links.TokenOf(link))}", link.ExpiresAt));
    }

    private static Task<IResult> RevokeAsync(ApiCluster target, string wall, string link, WallStore store, ApiChanges changes, HttpContext context)
    {
        var found = Find(target, wall, store);
        var known = store.Links(found.Id).FirstOrDefault(made => made.Id == link) ?? throw RequestRefusedException.NotFound($"The wall '{wall}' has no link '{link}'.");
        return changes.RunAsync(WallChanges.Revoke(store, found, known), null, context);
    }

    private static Wall Find(ApiCluster target, string id, WallStore store) => store.Find(id) is { } wall && wall.Cluster == target.Connection.Name
        ? wall
        : throw RequestRefusedException.NotFound($"The cluster '{target.Connection.Name}' has no wall '{id}'.");

    /// <summary>A wall to save.</summary>
    /// <param name="Name">Its title.</param>
    /// <param name="Seconds">How long each screen stays when there are several.</param>
    /// <param name="Screens">Tiles of each screen.</param>
    internal sealed record WallSettings(string? Name, int Seconds, IReadOnlyList<IReadOnlyList<WallTile>>? Screens);

    /// <summary>A link to make.</summary>
    /// <param name="Label">Where it hangs.</param>
    /// <param name="Days">How long it holds.</param>
    internal sealed record LinkSettings(string? Label, int Days);

    /// <summary>A link that was made.</summary>
    /// <param name="Id">Names it when it is taken back.</param>
    /// <param name="Address">Opens the wall; relative to the console.</param>
    /// <param name="ExpiresAt">Until when.</param>
    internal sealed record LinkAnswer(string Id, string Address, DateTimeOffset ExpiresAt);
}
