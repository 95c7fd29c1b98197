using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Codes;

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
        var result = await target.Connection.Admin.Groups.ListProducersAsync(BrokerTarget.AllMasters, cancellation);
        List<Producer> producers =
        [
            .. result.Values.Values.SelectMany(groups => groups)
                .Where(pair => group is null || pair.Key == group)
                .SelectMany(pair => pair.Value.Select(client => new Producer(
                    pair.Key, client.ClientId, client.RemoteIP.TrimStart('/'), LanguageCodes.NameOf(client.Language), RemotingVersion.Describe(client.Version))))
                .DistinctBy(producer => (producer.Group, producer.ClientId))
                .OrderBy(producer => producer.Group, StringComparer.Ordinal).ThenBy(producer => producer.ClientId, StringComparer.Ordinal),
        ];
        List<ServerOutcome> outcomes = [.. ServerOutcome.Of(result, target.Connection.Snapshot)];
        return result.Failures.Count == 0 ? Results.Ok(producers) : result.Values.Count == 0 ? Problems.AllRefused(outcomes) : Problems.Partial(outcomes, producers);
    }

    /// <summary>A producer.</summary>
    /// <param name="Group">Its group.</param>
    /// <param name="ClientId">Its id.</param>
    /// <param name="Address">Where it connects from.</param>
    /// <param name="Language">What it is written in.</param>
    /// <param name="Version">Release of its library.</param>
    internal sealed record Producer(string Group, string ClientId, string Address, string Language, string Version);
}
