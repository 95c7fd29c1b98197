using RocketMQ.Admin.Targets;
using RocketMQ.Model;

namespace RocketMQ.Admin.Monitoring;

/// <summary>What one round found.</summary>
/// <param name="Undone">Messages that wait, by group and topic.</param>
/// <param name="Failed">Messages that members failed at in the last hour, where there are any.</param>
/// <param name="Moved">Consumers whose offset was gone, since the round before.</param>
/// <param name="Findings">What looks wrong with groups and their members.</param>
/// <param name="Failures">Who did not answer.</param>
public sealed record MonitorRound(
    IReadOnlyList<UndoneMessages> Undone,
    IReadOnlyList<FailedMessages> Failed,
    IReadOnlyList<MovedOffset> Moved,
    IReadOnlyList<GroupFinding> Findings,
    IReadOnlyList<TargetFailure> Failures)
{
    /// <summary>Groups that have offsets, those without members included.</summary>
    public int Groups { get; init; }

    /// <summary>Where the next round goes on reading events.</summary>
    internal IReadOnlyDictionary<MessageQueue, long> Positions { get; init; } = new Dictionary<MessageQueue, long>();
}

/// <summary>Messages of a topic that a group has not consumed.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Topic">Topic.</param>
/// <param name="Total">Over all queues.</param>
/// <param name="WorstQueue">In the queue that has most.</param>
/// <param name="DelayMilliseconds">Store time of the last message less that of the last one consumed, in the worst queue; null when not known.</param>
public sealed record UndoneMessages(string Group, string Topic, long Total, long WorstQueue, long? DelayMilliseconds);

/// <summary>Messages of a topic that the members of a group failed at.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Topic">Topic.</param>
/// <param name="LastHour">How often.</param>
public sealed record FailedMessages(string Group, string Topic, long LastHour);

/// <summary>A consumer asked for an offset that the broker does not have (any more), and was sent to another one.</summary>
/// <param name="At">When.</param>
/// <param name="Group">Consumer group.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Requested">Where it wanted to read.</param>
/// <param name="Now">Where it was sent.</param>
public sealed record MovedOffset(DateTimeOffset At, string Group, MessageQueue Queue, long Requested, long Now);

/// <summary>Something that looks wrong.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="ClientId">Which member; null for the group as a whole.</param>
/// <param name="Text">What, in the original's words.</param>
public sealed record GroupFinding(string Group, string? ClientId, string Text);
