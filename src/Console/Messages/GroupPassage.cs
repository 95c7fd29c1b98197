namespace RocketMQ.ManagementConsole.Messages;

/// <summary>How far a consumer group is with one message.</summary>
/// <param name="Group">The group.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Ahead">Messages of the queue that it has still to consume before this one; null unless <see cref="PassageState.Waiting"/>.</param>
/// <param name="LastConsumed">Store time of the message of this queue that it consumed last; null when none or not known.</param>
/// <param name="Reason">Why it is not known.</param>
public sealed record GroupPassage(string Group, PassageState State, long? Ahead = null, DateTimeOffset? LastConsumed = null, string? Reason = null)
{
    /// <summary>Client ids of the members that are connected to the message's broker; null when that is not known.</summary>
    public IReadOnlyList<string>? Clients { get; init; }

    /// <summary>How many members these are; null when that is not known.</summary>
    public int? Members => Clients?.Count;

    /// <summary>What the group wants of the topic, where it is not everything: a tag expression, or SQL.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether <see cref="Filter"/> lets the message through; null where there is none or it can not be said.</summary>
    public bool? IsWanted { get; init; }

    /// <summary>How much older than this message the last consumed one is; null unless the group has yet to come to it.</summary>
    public TimeSpan? Behind { get; init; }
}

/// <summary>Where a group stands with a message; the text is the resource <c>Message.Passage.{name}</c>.</summary>
public enum PassageState
{
    /// <summary>Its committed offset lies behind the message.</summary>
    Passed,

    /// <summary>Its committed offset lies behind the message, which its filter did not let through.</summary>
    Filtered,

    /// <summary>Its committed offset lies at the message or before it.</summary>
    Waiting,

    /// <summary>Its members keep offsets of their own, which no broker knows.</summary>
    Broadcasting,

    /// <summary>It has committed no offset in the message's queue.</summary>
    NoOffset,

    /// <summary>The broker did not say.</summary>
    Unknown,
}
