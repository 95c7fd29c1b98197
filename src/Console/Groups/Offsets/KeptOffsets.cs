using System.Globalization;
using System.Text.Json;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>
/// Moved offsets as a kept plan holds them: the store time that all queues go to, or the offset that each goes to. Whatever else was wished for,
/// as the end or a hundred back, would be another place at every moment.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Topic">On which topic.</param>
/// <param name="Time">The store time; null where each queue has its goal.</param>
/// <param name="Goals">Where the queues that move go.</param>
internal sealed record KeptOffsets(string Group, string Topic, DateTimeOffset? Time, IReadOnlyList<KeptOffsets.Goal> Goals)
{
    /// <summary>A plan as it is kept.</summary>
    public static string StateOf(OffsetPlan plan)
    {
        var (group, topic, goal, queues) = plan.Order;
        return JsonSerializer.Serialize(goal is { Kind: OffsetGoalKind.Time } && queues is null
            ? new KeptOffsets(group, topic, goal.Time, [])
            : new KeptOffsets(group, topic, null, [.. plan.Moves.Select(step => new Goal(step.Queue.BrokerName, step.Queue.QueueId, step.After!.Value))]));
    }

    /// <summary>What a kept plan would do now.</summary>
    public static async Task<OffsetPlan> PlanAsync(string state, IClusterConnection connection, CancellationToken cancellation)
    {
        var (group, topic, time, goals) = JsonSerializer.Deserialize<KeptOffsets>(state)!;
        if (time is not null)
            return await OffsetPlanning.MakeAsync(new OffsetOrder(group, topic, new OffsetGoal(OffsetGoalKind.Time, time)), connection, cancellation);
        var now = await CommittedOffsets.ReadAsync(connection, cancellation);
        var plan = await OffsetPlanning.ToAsync(
            group, topic, [.. goals.Select(goal => (new MessageQueue(topic, goal.Broker, goal.Queue), (long?)goal.Offset))], now, connection, cancellation);
        return plan.Steps.Count < goals.Count ? plan with { Obstacle = plan.Obstacle ?? new Remark("Undo.QueuesGone", goals.Count - plan.Steps.Count) } : plan;
    }

    /// <summary>
    /// Whether each queue still goes where it was agreed to, and in the same direction: members that are online go on consuming meanwhile, which changes
    /// how many messages are skipped, but not that they are.
    /// </summary>
    public static bool Holds(ChangePlan agreed, ChangePlan now)
    {
        var then = Moves(agreed).ToDictionary();
        var moves = Moves(now).ToList();
        return moves.Count > 0 && moves.TrueForAll(move =>
            then.TryGetValue(move.Key, out var before) && before.After == move.Value.After && Direction(before) == Direction(move.Value));
    }

    private static IEnumerable<KeyValuePair<(string Broker, string Queue), FieldChange>> Moves(ChangePlan plan) =>
        plan.Brokers.SelectMany(broker => broker.Fields.Select(field => KeyValuePair.Create((broker.BrokerName, field.Name), field)));

    // Null where the group had no offset: it is not known where it would have begun.
    private static int? Direction(FieldChange move) =>
        Parse(move.After) is { } after && Parse(move.Before) is { } before ? Math.Sign(after - before) : null;

    private static long? Parse(string? offset) => long.TryParse(offset, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Where one queue goes.</summary>
    /// <param name="Broker">Name of the broker set.</param>
    /// <param name="Queue">Number.</param>
    /// <param name="Offset">The offset.</param>
    internal sealed record Goal(string Broker, int Queue, long Offset);
}
