using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Moving the offsets of consumer groups.</summary>
internal static class OffsetEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapOffsets(this RouteGroupBuilder api) => api.MapPost("/clusters/{cluster}/groups/{group}/reset", ResetAsync)
        .RequireAuthorization(Policies.Operate).WithTags("Groups").WithName("resetGroup")
        .WithSummary("Moves a group's offsets on a topic: to a store time, start or end ('to'), an 'offset', by a 'shift', or to where another group is ('like'). dryRun=true tells what each queue would do and changes nothing; keep=true keeps the plan.")
        .Produces<OffsetAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 502, 503);

    private static async Task<IResult> ResetAsync(
        ApiCluster target, string group, OffsetWish wish, bool? dryRun, bool? keep, string? note, bool? forAnother, ChangeRunner runner, ApiBatches batches, TimeProvider time, IStringLocalizer<Texts> texts, HttpContext context)
    {
        var order = Read(target, group, wish);
        var plan = await OffsetPlanning.MakeAsync(order, target.Connection, context.RequestAborted);
        var answer = OffsetAnswer.Of(plan, texts);
        if (plan.Failures.Count > 0)
            return Problems.Partial(plan.Failures, answer);
        if (dryRun is true)
            return Results.Ok(answer);
        if (answer.Obstacle is { } obstacle)
            return Problems.Conflict("impossible", obstacle);
        if (!plan.Moves.Any())
            return Results.Ok(answer);
        var change = new OffsetChange(plan, time);
        if (keep is true)
            return await batches.KeepAsync([change], new HowToRun(dryRun, keep, note, forAnother), target, context);
        var author = context.Author();
        var result = await runner.RunAsync(change, change.Plan(target.Lists), target.Connection, author, context.RequestAborted);
        return ApiChanges.Answer(result, answer with { Applied = true, Status = result.Status, Change = result.Entry, Outcomes = result.Outcomes });
    }

    private static OffsetOrder Read(ApiCluster target, string group, OffsetWish wish)
    {
        var topic = target.Topic(wish.Topic ?? throw RequestRefusedException.Invalid("topic", "The body needs the field 'topic'.")).Name;
        if (new object?[] { wish.To, wish.Offset, wish.Shift, wish.Like }.Count(goal => goal is not null) != 1)
            throw RequestRefusedException.Invalid("to", "The body needs exactly one of 'to', 'offset', 'shift' and 'like'.");
        var goal = wish switch
        {
            { Offset: < 0 } => throw RequestRefusedException.Invalid("offset", "'offset' has to be 0 or more."),
            { Offset: { } offset } => new OffsetGoal(OffsetGoalKind.Offset, Number: offset),
            { Shift: { } shift } => new OffsetGoal(OffsetGoalKind.Shift, Number: shift),
            { Like: { } like } => new OffsetGoal(OffsetGoalKind.Group, Source: target.Group(like).Name),
            { To: "start" } => new OffsetGoal(OffsetGoalKind.Earliest),
            { To: "end" } => new OffsetGoal(OffsetGoalKind.Latest),
            _ => TimeRange.TryParse(wish.To!, out var moment)
                ? new OffsetGoal(OffsetGoalKind.Time, moment)
                : throw RequestRefusedException.Invalid("to", "'to' has to be a moment such as 2025-03-04T12:00:00Z, start or end."),
        };
        var queues = wish.Queues?.Select(queue => (
            queue.Broker ?? throw RequestRefusedException.Invalid("queues", "Each of 'queues' needs a 'broker', the name of its broker set."),
            queue.Queue ?? throw RequestRefusedException.Invalid("queues", "Each of 'queues' needs a 'queue', its number."))).ToHashSet();
        return new OffsetOrder(target.Group(group).Name, topic, goal, queues is { Count: > 0 } ? queues : null);
    }

    /// <summary>Where a group should go on; exactly one of the goals.</summary>
    /// <param name="Topic">Which topic.</param>
    /// <param name="To">A store time, ISO 8601 with its offset from UTC, start or end.</param>
    /// <param name="Offset">The same offset in every queue.</param>
    /// <param name="Shift">So many messages on in every queue, back when negative.</param>
    /// <param name="Like">A group whose offsets are taken.</param>
    /// <param name="Queues">Which queues; all when it is left out.</param>
    internal sealed record OffsetWish(string? Topic, string? To, long? Offset, long? Shift, string? Like, IReadOnlyList<QueueName>? Queues);

    /// <summary>A queue of the topic.</summary>
    /// <param name="Broker">Name of the broker set.</param>
    /// <param name="Queue">Number.</param>
    internal sealed record QueueName(string? Broker, int? Queue);

    /// <summary>What moving the offsets does, or would do.</summary>
    /// <param name="Applied">False for a dry run, and when nothing had to be moved.</param>
    /// <param name="Status">What became of it; null when it was not applied.</param>
    /// <param name="Change">Its number in the audit, for undoing it.</param>
    /// <param name="Skipped">Messages that are not consumed.</param>
    /// <param name="Replayed">Messages that are consumed again.</param>
    /// <param name="Queues">Queue by queue.</param>
    /// <param name="Obstacle">Why it can not be applied at the moment; null when it can.</param>
    /// <param name="CommandLine">The lines of mqadmin that do the same; null when nothing moves.</param>
    /// <param name="Outcomes">What became of it on each server.</param>
    internal sealed record OffsetAnswer(
        bool Applied,
        ChangeStatus? Status,
        long? Change,
        long Skipped,
        long Replayed,
        IReadOnlyList<QueueAnswer> Queues,
        string? Obstacle,
        string? CommandLine,
        IReadOnlyList<ServerOutcome> Outcomes)
    {
        /// <summary>The answer before anything is done.</summary>
        public static OffsetAnswer Of(OffsetPlan plan, IStringLocalizer<Texts> texts) => new(
            false,
            null,
            null,
            plan.Skipped,
            plan.Replayed,
            [.. plan.Steps.Select(step => new QueueAnswer(
                step.Queue.BrokerName, step.Queue.QueueId, step.Min, step.Max, step.Before, step.After ?? step.Before, step.Distance, step.NextStored))],
            plan.Obstacle is { } obstacle ? texts[obstacle.Key, obstacle.Arguments].Value : null,
            OffsetCommands.Of(plan),
            []);
    }

    /// <summary>Where the group goes on in one queue.</summary>
    /// <param name="Broker">Name of the broker set.</param>
    /// <param name="Queue">Number.</param>
    /// <param name="First">Offset of the first message that is kept.</param>
    /// <param name="End">Offset after the last message.</param>
    /// <param name="Before">Offset at the moment; null when it has none.</param>
    /// <param name="After">Offset it goes on from; null when it has none afterwards either.</param>
    /// <param name="Skipped">Messages that are not consumed; negative for those that are again, null when it has no offset.</param>
    /// <param name="NextStored">Store time of the message that comes next; null at the end or when it is not known.</param>
    internal sealed record QueueAnswer(string Broker, int Queue, long First, long End, long? Before, long? After, long? Skipped, DateTimeOffset? NextStored);
}
