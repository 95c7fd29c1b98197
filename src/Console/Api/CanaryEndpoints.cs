using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Canaries;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Proof of life of a cluster's brokers.</summary>
internal static class CanaryEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapCanaries(this RouteGroupBuilder api)
    {
        var proof = api.MapGroup("/clusters/{cluster}/proof-of-life").WithTags("Clusters");
        proof.MapGet("/", Get).RequireAuthorization(Policies.View).WithName("getProofOfLife")
            .WithSummary("Whether brokers are sent messages to give back, and how each did. Null is unknown, never zero.").Produces<Answer>().Refuses(401, 404);
        proof.MapPut("/", (ApiCluster target, Settings settings, bool? dryRun, CanaryStore store, ApiChanges changes, HttpContext context) =>
                changes.RunAsync(new CanarySwitch(store, settings.On), target, dryRun, context)).RequireAuthorization(Policies.Administer).WithName("putProofOfLife")
            .WithSummary("Begins or ends it. Begun, it makes a topic on every master. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 502, 503);
    }

    private static Answer Get(ApiCluster target, CanaryStore store, CanaryProber prober) => new(store.IsOn(target.Connection.Name), prober.Find(target.Connection.Name));

    /// <summary>What is wanted.</summary>
    /// <param name="On">Whether brokers are to be proven alive.</param>
    internal sealed record Settings(bool On);

    /// <summary>How it stands.</summary>
    /// <param name="On">Whether it is switched on.</param>
    /// <param name="Brokers">How each broker did.</param>
    internal sealed record Answer(bool On, IReadOnlyList<Proof> Brokers);
}
