using System.Security.Claims;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Clusters, their brokers and name servers.</summary>
internal static class ClusterEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapClusters(this RouteGroupBuilder api)
    {
        var clusters = api.MapGroup("/clusters").WithTags("Clusters");
        clusters.MapGet("/", List).RequireAuthorization(Policies.View).WithName("listClusters").WithSummary("The clusters that the caller sees.")
            .Produces<IReadOnlyList<ClusterAnswer>>().Refuses(401);
        clusters.MapGet("/{cluster}", Get).RequireAuthorization(Policies.View).WithName("getCluster").WithSummary("One cluster.")
            .Produces<ClusterAnswer>().Refuses(401, 404);
        clusters.MapGet("/{cluster}/brokers", Brokers).RequireAuthorization(Policies.View).WithName("listBrokers")
            .WithSummary("Every broker process, with rates and totals. Null is unknown, never zero.").Produces<IReadOnlyList<BrokerAnswer>>().Refuses(401, 404, 503);
        clusters.MapGet("/{cluster}/brokers/{broker}/{id:long}", Broker).RequireAuthorization(Policies.View).WithName("getBroker")
            .WithSummary("One broker process with all runtime figures as it tells them.").Produces<BrokerAnswer>().Refuses(401, 404, 502, 503);
        clusters.MapGet("/{cluster}/brokers/{broker}/{id:long}/configuration", Configuration).RequireAuthorization(Policies.View)
            .WithName("getBrokerConfiguration").WithSummary("All settings of a broker process.").Produces<IReadOnlyDictionary<string, string>>().Refuses(401, 404, 502, 503);
        clusters.MapGet("/{cluster}/name-servers", NameServers).RequireAuthorization(Policies.View).WithName("listNameServers")
            .WithSummary("The name servers, and where they differ about the brokers.").Produces<NameServersAnswer>().Refuses(401, 404, 502);
    }

    private static IReadOnlyList<ClusterAnswer> List(ClaimsPrincipal user, ClusterAccess access, ClusterConnections connections) =>
        [.. access.Visible(user).Select(cluster => ClusterAnswer.Of(cluster.Name, connections.Find(cluster.Name)?.Snapshot ?? ClusterSnapshot.Unknown, access.RoleIn(user, cluster.Name)))];

    private static ClusterAnswer Get(ApiCluster target, ClaimsPrincipal user, ClusterAccess access) =>
        ClusterAnswer.Of(target.Connection.Name, target.Connection.Snapshot, access.RoleIn(user, target.Connection.Name));

    private static IReadOnlyList<BrokerAnswer> Brokers(ApiCluster target) => [.. BrokerRow.Of(target.Brokers).Select(row => new BrokerAnswer(row, null))];

    private static async Task<BrokerAnswer> Broker(ApiCluster target, string broker, long id, CancellationToken cancellation)
    {
        var found = target.Broker(broker, id);
        var runtime = await target.Connection.Admin.Brokers.GetRuntimeAsync(found.Address, cancellation);
        return new BrokerAnswer(BrokerRow.Of(found with { Runtime = runtime, Failure = null }), runtime.Table);
    }

    private static Task<IReadOnlyDictionary<string, string>> Configuration(ApiCluster target, string broker, long id, CancellationToken cancellation) =>
        target.Connection.Admin.Brokers.GetSettingsAsync(target.Broker(broker, id).Address, cancellation);

    private static async Task<NameServersAnswer> NameServers(ApiCluster target, CancellationToken cancellation)
    {
        var comparison = await target.Connection.Admin.NameServers.CompareAsync(cancellation);
        return new NameServersAnswer(
            comparison.Agree,
            [.. ServerOutcome.Of(comparison.Topologies, target.Connection.Snapshot)],
            comparison.Differences);
    }

    /// <summary>A cluster.</summary>
    /// <param name="Name">Name in addresses.</param>
    /// <param name="Role">What the caller may do in it.</param>
    /// <param name="UpdatedAt">When brokers were last heard of; null before the first answer.</param>
    /// <param name="Failure">Why no name server answers; null while one does.</param>
    /// <param name="Brokers">Broker processes; null before the first answer.</param>
    /// <param name="Topics">Topics of every kind; null before they have been listed.</param>
    /// <param name="Groups">Consumer groups; null before they have been listed.</param>
    internal sealed record ClusterAnswer(string Name, string Role, DateTimeOffset? UpdatedAt, string? Failure, int? Brokers, int? Topics, int? Groups)
    {
        /// <summary>The answer about a cluster.</summary>
        public static ClusterAnswer Of(string name, ClusterSnapshot snapshot, Role role) => new(
            name,
            Roles.NameOf(role),
            snapshot.UpdatedAt,
            snapshot.Failure,
            snapshot.UpdatedAt is null ? null : snapshot.Brokers.Length,
            snapshot.ListedAt is null ? null : snapshot.Topics.Length,
            snapshot.ListedAt is null ? null : snapshot.Groups.Length);
    }

    /// <summary>A broker process.</summary>
    /// <param name="Broker">What is known of it.</param>
    /// <param name="Figures">All runtime figures in its own words; null in lists.</param>
    internal sealed record BrokerAnswer(BrokerRow Broker, IReadOnlyDictionary<string, string>? Figures);

    /// <summary>Name servers.</summary>
    /// <param name="Agree">Whether all answered and know the same brokers.</param>
    /// <param name="Servers">Each one, and why it did not answer.</param>
    /// <param name="Differences">One sentence per broker process that only some know.</param>
    internal sealed record NameServersAnswer(bool Agree, IReadOnlyList<ServerOutcome> Servers, IReadOnlyList<string> Differences);
}
