using System.Globalization;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>What moving offsets would do, queue by queue, and how.</summary>
/// <param name="Order">What is wished for.</param>
/// <param name="Steps">The chosen queues, in order.</param>
/// <param name="Ways">How offsets are moved on each broker set.</param>
/// <param name="Failures">Brokers that did not answer; with any of these the plan can not be applied.</param>
public sealed record OffsetPlan(
    OffsetOrder Order, IReadOnlyList<OffsetStep> Steps, IReadOnlyDictionary<string, OffsetWay> Ways, IReadOnlyList<ServerOutcome> Failures)
{
    /// <summary>Why it can not be applied; null when it can.</summary>
    public Remark? Obstacle { get; init; }

    /// <summary>Whether members are C++ clients, which are told in another form.</summary>
    public bool IsCpp { get; init; }

    /// <summary>The steps that move an offset.</summary>
    public IEnumerable<OffsetStep> Moves => Steps.Where(step => step.After is { } after && after != step.Before);

    /// <summary>Whether there is something to apply, and nothing in the way.</summary>
    public bool CanApply => Obstacle is null && Failures.Count == 0 && Moves.Any();

    /// <summary>Messages that would not be consumed. Queues without an offset are not counted: it is not known where the group would begin.</summary>
    public long Skipped => Moves.Sum(step => Math.Max(0, step.Distance ?? 0));

    /// <summary>Messages that would be consumed again.</summary>
    public long Replayed => Moves.Sum(step => Math.Max(0, -(step.Distance ?? 0)));

    /// <summary>The plan as changes are kept in the audit.</summary>
    public ChangePlan ToChange(ClusterSnapshot snapshot) => new(
        [
            .. Steps.GroupBy(step => step.Queue.BrokerName).Select(broker => new BrokerChange(
                broker.Key,
                snapshot.MasterAddress(broker.Key),
                false,
                [.. broker.Where(step => step.After is { } after && after != step.Before).Select(step => Describe(step.Queue, step.Before, step.After))])),
        ],
        OffsetCommands.Of(this));

    /// <summary>One queue's offset as a setting that changes.</summary>
    public static FieldChange Describe(MessageQueue queue, long? before, long? after) => new(
        string.Create(CultureInfo.InvariantCulture, $"{queue.Topic} #{queue.QueueId}"), before?.ToString(CultureInfo.InvariantCulture), after?.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What happens on one queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Min">Offset of the first message that is kept.</param>
/// <param name="Max">Offset after the last message.</param>
/// <param name="Before">Committed offset; null when the group has none.</param>
/// <param name="Wished">Offset that was wished for; null when there is nothing to go by, as without an offset to shift.</param>
public sealed record OffsetStep(MessageQueue Queue, long Min, long Max, long? Before, long? Wished)
{
    /// <summary>Where the group goes on: what was wished for, within the messages that are kept; null when it stays as it is.</summary>
    public long? After => Wished is { } wished ? Math.Clamp(wished, Min, Math.Max(Min, Max)) : null;

    /// <summary>Whether the wish lay outside of what is kept.</summary>
    public bool IsClamped => Wished is { } wished && wished != After;

    /// <summary>Messages that are skipped, or consumed again when negative; null when the group has no offset.</summary>
    public long? Distance => After - Before;

    /// <summary>Store time of the message that comes next; null at the end, or when it was not asked for.</summary>
    public DateTimeOffset? NextStored { get; init; }
}

/// <summary>How the offsets of a group are moved on a broker.</summary>
public enum OffsetWay
{
    /// <summary>Nobody of the group is connected: they are committed (15).</summary>
    Commit,

    /// <summary>The broker moves its members queue by queue (15 and 222).</summary>
    Broker,

    /// <summary>The broker tells its members a store time, and they move themselves (222 and 220).</summary>
    Members,
}
