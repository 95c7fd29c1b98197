using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Groups;

/// <summary>Where a group goes on: what members were told, and what was committed for brokers where it has none.</summary>
internal sealed record ResetView(string Group, string Topic, IReadOnlyList<ResetQueue> Told, IReadOnlyList<ResetMove> Committed)
{
    public static ResetView Of(string group, string topic, PartialResult<OffsetReset> result) => new(
        group,
        topic,
        [
            .. result.Values.Values.Where(reset => reset.ThroughMembers).SelectMany(reset => reset.Offsets)
                .OrderBy(pair => pair.Key).Select(pair => new ResetQueue(pair.Key.BrokerName, pair.Key.QueueId, pair.Value)),
        ],
        [.. result.Values.Values.SelectMany(reset => reset.Moves).OrderBy(move => move.Queue).Select(ResetMove.Of)]);
}

/// <summary>A queue whose members were told.</summary>
internal sealed record ResetQueue(string BrokerName, int QueueId, long Offset);

/// <summary>A queue whose offset was committed; null for a group that had none.</summary>
internal sealed record ResetMove(string BrokerName, int QueueId, long BrokerOffset, long? ConsumerOffset, long TimestampOffset, long RollbackOffset)
{
    public static ResetMove Of(OffsetMove move) => new(move.Queue.BrokerName, move.Queue.QueueId, move.End, move.Before, move.Target, move.After);
}

/// <summary>The tables of commands that reset offsets.</summary>
internal static class ResetTables
{
    public static TableLayout<ResetQueue> Told { get; } = new(
        ["#brokerName", "#queueId", "#offset"], "{0,-40}  {1,-40}  {2,-40}", queue => [queue.BrokerName, queue.QueueId, queue.Offset]);

    public static TableLayout<ResetMove> Committed { get; } = new(
        ["#brokerName", "#queueId", "#brokerOffset", "#consumerOffset", "#timestampOffset", "#rollbackOffset"],
        "{0,-20}  {1,-20}  {2,-20}  {3,-20}  {4,-20}  {5,-20}",
        move => [move.BrokerName, move.QueueId, move.BrokerOffset, move.ConsumerOffset?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-", move.TimestampOffset, move.RollbackOffset]);

    /// <summary>What a reset would do to each queue.</summary>
    public static IReadOnlyList<string> Foresee(PartialResult<IReadOnlyList<OffsetMove>> plan, string group) =>
    [
        .. plan.Values.Values.SelectMany(moves => moves).OrderBy(move => move.Queue).Select(move => FormattableString.Invariant(
            $"group [{group}] on {Describe(move.Queue)}: {(move.Before == move.After ? "stays at" : $"from {(move.Before is { } before ? before : "no offset")} to")} {move.After}")),
    ];

    private static string Describe(MessageQueue queue) => FormattableString.Invariant($"{queue.Topic} {queue.BrokerName}:{queue.QueueId}");
}
