namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>Ways to say where a group goes on.</summary>
public enum OffsetGoalKind
{
    /// <summary>From a store time.</summary>
    Time,

    /// <summary>From the first message that is kept.</summary>
    Earliest,

    /// <summary>From the end: nothing that is stored is consumed.</summary>
    Latest,

    /// <summary>From the same offset in every queue.</summary>
    Offset,

    /// <summary>So many messages on, or back when negative.</summary>
    Shift,

    /// <summary>Where another group stands.</summary>
    Group,
}

/// <summary>Where a group goes on.</summary>
/// <param name="Kind">How it is said.</param>
/// <param name="Time">The store time, of <see cref="OffsetGoalKind.Time"/>.</param>
/// <param name="Number">The offset or the distance, of <see cref="OffsetGoalKind.Offset"/> and <see cref="OffsetGoalKind.Shift"/>.</param>
/// <param name="Source">The other group, of <see cref="OffsetGoalKind.Group"/>.</param>
public sealed record OffsetGoal(OffsetGoalKind Kind, DateTimeOffset? Time = null, long Number = 0, string? Source = null)
{
    /// <summary>Whether brokers that only tell members a store time can be asked for it.</summary>
    public bool IsTime => Kind is OffsetGoalKind.Time or OffsetGoalKind.Earliest or OffsetGoalKind.Latest;

    /// <summary>The store time such brokers are told; null for the end.</summary>
    public DateTimeOffset? ToldTime => Kind switch
    {
        OffsetGoalKind.Time => Time,
        OffsetGoalKind.Earliest => DateTimeOffset.UnixEpoch,
        _ => null,
    };
}

/// <summary>A wish to move a group's offsets.</summary>
/// <param name="Group">The group.</param>
/// <param name="Topic">On which topic.</param>
/// <param name="Goal">Where to.</param>
/// <param name="Queues">On which queues, by broker set and number; null for all.</param>
public sealed record OffsetOrder(string Group, string Topic, OffsetGoal Goal, IReadOnlySet<(string Broker, int Queue)>? Queues = null);
