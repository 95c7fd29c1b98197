using RocketMQ.Admin.Replication;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Brokers;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Care of brokers: settings, write permission, clean-ups, and how their sets are replicated.</summary>
internal static class BrokerEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapBrokers(this RouteGroupBuilder api)
    {
        var brokers = api.MapGroup("/clusters/{cluster}").WithTags("Brokers");
        brokers.MapPut("/brokers/{broker}/{id:long}/configuration", SetAsync).RequireAuthorization(Policies.Administer).WithName("putBrokerConfiguration")
            .WithSummary("Changes settings of a broker while it runs, those of an allow-list only; the others stay. dryRun=true only plans, keep=true keeps the plan.")
            .Produces<ChangeAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 502, 503);
        brokers.MapPut("/brokers/{broker}/write-permission", PermitAsync).RequireAuthorization(Policies.Administer).WithName("putWritePermission")
            .WithSummary("Takes a broker set out of the routes that producers get, or puts it back. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
        brokers.MapPost("/brokers/{broker}/{id:long}/clean-ups", CleanAsync).RequireAuthorization(Policies.Administer).WithName("cleanUpBroker")
            .WithSummary("Orders a broker to delete expired files, expired queues or queues of unknown topics. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
        brokers.MapGet("/replication", (ApiCluster target, CancellationToken cancellation) => target.Connection.Admin.Maintenance.ListReplicatedSetsAsync(cancellation))
            .RequireAuthorization(Policies.View).WithName("listReplicatedSets").WithSummary("Each broker set: who is master, how far each slave is behind in bytes and seconds, and what a failure now would lose.")
            .Produces<IReadOnlyList<ReplicatedSet>>().Refuses(401, 404, 502);
    }

    private static async Task<IResult> SetAsync(
        ApiCluster target, string broker, long id, IReadOnlyDictionary<string, string> values, bool? dryRun, bool? keep, string? note, bool? forAnother, ApiChanges changes, ApiBatches batches, HttpContext context)
    {
        if (values.Count == 0)
            throw RequestRefusedException.Invalid("body", $"The body has to name settings and their values; allowed are {string.Join(", ", Editable)}.");
        var place = Place(target, broker, id);
        var change = new SettingsChange(place, values);
        if (change.Problem is { } problem)
            throw RequestRefusedException.Invalid("body", $"{problem}. Settings that may be changed are {string.Join(", ", Editable)}.");
        return keep is true
            ? await batches.KeepAsync([new KeptSettings(place, values, await change.PlanAsync(context.RequestAborted))], new HowToRun(dryRun, keep, note, forAnother), target, context)
            : await changes.RunAsync(change, dryRun, context);
    }

    private static Task<IResult> PermitAsync(ApiCluster target, string broker, Permission body, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var name = target.Masters([broker])[0];
        var change = new WritePermission(target.Connection, name, body.Writable ?? throw RequestRefusedException.Invalid("writable", "The body needs the field 'writable', true or false."));
        return changes.RunAsync(change, dryRun, context);
    }

    private static Task<IResult> CleanAsync(ApiCluster target, string broker, long id, WhatToClean body, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var what = body.What ?? throw RequestRefusedException.Invalid(
            "what", $"The body needs the field 'what': {string.Join(", ", Enum.GetNames<CleanUp>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))}.");
        var change = new CleanUpOrder(Place(target, broker, id), what);
        return changes.RunAsync(change, dryRun, context);
    }

    private static IEnumerable<string> Editable => SettingsReference.All.Where(pair => pair.Value.IsEditable).Select(pair => pair.Key).Order(StringComparer.Ordinal);

    private static BrokerPlace Place(ApiCluster target, string broker, long id)
    {
        var found = target.Broker(broker, id);
        return new BrokerPlace(target.Connection, found.BrokerName, found.BrokerId, found.Address);
    }

    /// <summary>Whether producers are sent to a broker set.</summary>
    /// <param name="Writable">Whether they are.</param>
    internal sealed record Permission(bool? Writable);

    /// <summary>What is to be tidied up.</summary>
    /// <param name="What">expiredFiles, expiredQueues or unusedTopics.</param>
    internal sealed record WhatToClean(CleanUp? What);
}
