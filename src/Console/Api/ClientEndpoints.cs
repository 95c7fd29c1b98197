using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clients;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Who is connected to a cluster.</summary>
internal static class ClientEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapClients(this RouteGroupBuilder api) => api.MapGet("/clusters/{cluster}/clients", ListAsync)
        .RequireAuthorization(Policies.View).WithTags("Clients").WithName("listClients")
        .WithSummary("Every client that is known, with its consumer and producer groups. Members of groups are found a few groups at a time: groupsAsked of groups.")
        .Produces<ClientsAnswer>().Refuses(401, 404, 502, 503);

    private static async Task<IResult> ListAsync(ApiCluster target, CancellationToken cancellation)
    {
        var producers = await Producers.FetchAsync(target.Connection, cancellation);
        var answer = new ClientsAnswer(ClientRow.Of(target.Lists, producers), target.Lists.Groups.Count(group => group.Presence is not null), target.Lists.Groups.Length);
        return producers.Failures.Count == 0 ? Results.Ok(answer) : Problems.Partial(producers.Failures, answer);
    }

    /// <summary>Clients of a cluster.</summary>
    /// <param name="Clients">Each once.</param>
    /// <param name="GroupsAsked">Consumer groups whose members are known.</param>
    /// <param name="Groups">Consumer groups in all.</param>
    internal sealed record ClientsAnswer(IReadOnlyList<ClientRow> Clients, int GroupsAsked, int Groups);
}
