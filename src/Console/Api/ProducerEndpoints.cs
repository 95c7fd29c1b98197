using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clients;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Producers of a cluster.</summary>
internal static class ProducerEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapProducers(this RouteGroupBuilder api) => api.MapGet("/clusters/{cluster}/producers", ListAsync)
        .RequireAuthorization(Policies.View).WithTags("Producers").WithName("listProducers")
        .WithSummary("Producers that are connected, each once although it is connected to several brokers; of one group if group is given.")
        .Produces<IReadOnlyList<Producer>>().Refuses(401, 404, 502, 503);

    private static async Task<IResult> ListAsync(ApiCluster target, string? group, CancellationToken cancellation)
    {
        var found = await Producers.FetchAsync(target.Connection, cancellation);
        List<Producer> producers =
        [
            .. found.Groups.Where(pair => group is null || pair.Key == group).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .SelectMany(pair => pair.Value.Select(client => new Producer(pair.Key, client.ClientId, client.Address, client.Language, client.Version))),
        ];
        return found.Failures.Count == 0 ? Results.Ok(producers)
            : found.Failures.Count == found.Asked ? Problems.AllRefused(found.Failures)
            : Problems.Partial(found.Failures, producers);
    }

    /// <summary>A producer.</summary>
    /// <param name="Group">Its group.</param>
    /// <param name="ClientId">Its id.</param>
    /// <param name="Address">Where it connects from.</param>
    /// <param name="Language">What it is written in.</param>
    /// <param name="Version">Release of its library.</param>
    internal sealed record Producer(string Group, string ClientId, string Address, string Language, string Version);
}
