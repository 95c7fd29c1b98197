using RocketMQ.Admin.Messages;

namespace RocketMQ.ManagementConsole.Messages.Tracing;

/// <summary>What happens to messages, in the order in which it happens to one; the text is the resource <c>Message.Step.{name}</c>.</summary>
public enum StepKind
{
    /// <summary>Its producer made it.</summary>
    Born,

    /// <summary>Its producer sent it, by the producer's own note.</summary>
    Sent,

    /// <summary>A broker stored it.</summary>
    Stored,

    /// <summary>Its transaction was decided, by the producer's own note.</summary>
    Decided,

    /// <summary>It was recalled before its time, by the producer's own note.</summary>
    Recalled,

    /// <summary>A consumer worked on it, by the consumer's own note.</summary>
    Consumed,

    /// <summary>A copy was stored, for a group that wants it again.</summary>
    Retried,

    /// <summary>A copy was stored among what a group gave up.</summary>
    DeadLettered,
}

/// <summary>One thing that happened to a message. What is not known is null.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When it began: by the client's clock of what clients noted, else by the broker's.</param>
public sealed record TimelineStep(StepKind Kind, DateTimeOffset? At)
{
    /// <summary>Producer or consumer group.</summary>
    public string? Group { get; init; }

    /// <summary>Address of the client, or name of the broker set.</summary>
    public string? Where { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Whether it succeeded; null where no end was noted, and where there is nothing to succeed in.</summary>
    public bool? IsSuccess { get; init; }

    /// <summary>How a consumption ended.</summary>
    public TraceEnd? End { get; init; }

    /// <summary>How often the message was tried before.</summary>
    public int? Tries { get; init; }

    /// <summary>What a transaction came to, in the client's word.</summary>
    public string? Decision { get; init; }
}
