using Microsoft.AspNetCore.WebUtilities;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Searches that callers keep for themselves.</summary>
internal static class SavedSearchEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapSavedSearches(this RouteGroupBuilder api)
    {
        var searches = api.MapGroup("/clusters/{cluster}/saved-searches").WithTags("Messages");
        searches.MapGet("/", (ApiCluster target, SavedSearchStore store, HttpContext context) => store.Of(Person(context), target.Connection.Name))
            .RequireAuthorization(Policies.View).WithName("listSavedSearches").WithSummary("Searches for messages that the caller keeps in this cluster, by name.")
            .Produces<IReadOnlyList<SavedSearch>>().Refuses(401, 404);
        searches.MapPut("/{name}", Put).RequireAuthorization(Policies.View).WithName("putSavedSearch")
            .WithSummary("Keeps a search under a name: 'query' has the parameters of a search for messages, as in topic=orders&tag=paid.")
            .Produces<SavedSearch>().Refuses(400, 401, 404, 409);
        searches.MapDelete("/{name}", Delete).RequireAuthorization(Policies.View).WithName("deleteSavedSearch").WithSummary("Forgets a search.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 404);
    }

    private static IResult Put(ApiCluster target, string name, SearchBody body, SavedSearchStore store, HttpContext context)
    {
        if (name.Trim() is not { Length: > 0 and <= SavedSearchStore.LongestName } trimmed)
            throw RequestRefusedException.Invalid("name", $"A search's name has 1 to {SavedSearchStore.LongestName} characters.");
        if (string.IsNullOrWhiteSpace(body.Query))
            throw RequestRefusedException.Invalid("query", "The body needs the field 'query', as in topic=orders&tag=paid.");
        var query = MessageEndpoints.Read(new QueryCollection(QueryHelpers.ParseQuery(body.Query.Trim())));
        // As pages write it, so that it is the same search there.
        var search = new SavedSearch(trimmed, MessageAddresses.QueryOf(query));
        return store.Save(Person(context), target.Connection.Name, search)
            ? Results.Ok(search)
            : Problems.Conflict("full", $"{SavedSearchStore.Most} searches are kept, as many as one may. Forget one first.");
    }

    private static IResult Delete(ApiCluster target, string name, SavedSearchStore store, HttpContext context)
    {
        if (store.Of(Person(context), target.Connection.Name).All(search => search.Name != name))
            return Problems.NotFound($"No search '{name}' is kept.");
        store.Delete(Person(context), target.Connection.Name, name);
        return Results.NoContent();
    }

    private static string Person(HttpContext context) => context.User.Identity?.Name ?? "";

    /// <summary>A search to keep.</summary>
    /// <param name="Query">Its parameters.</param>
    internal sealed record SearchBody(string? Query);
}
