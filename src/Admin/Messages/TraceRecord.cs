using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Messages;

/// <summary>What a client notes about a message on the trace topic.</summary>
public enum TraceKind
{
    /// <summary>It was sent.</summary>
    Pub,

    /// <summary>A consumer begins with it.</summary>
    SubBefore,

    /// <summary>A consumer is done with it.</summary>
    SubAfter,

    /// <summary>Its transaction was decided.</summary>
    EndTransaction,

    /// <summary>5.x: it was recalled before its time.</summary>
    Recall,
}

/// <summary>How a consumption came to its end, by the numbers that clients write.</summary>
public enum TraceEnd
{
    /// <summary>It succeeded.</summary>
    Success = 0,

    /// <summary>It took longer than the client allows.</summary>
    TimedOut = 1,

    /// <summary>The application threw an exception.</summary>
    Exception = 2,

    /// <summary>The application answered nothing.</summary>
    NoAnswer = 3,

    /// <summary>The application said that it wants the message again.</summary>
    Failed = 4,
}

/// <summary>One note about a message. What the client did not note is null.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="MessageId">Unique id of the message.</param>
/// <param name="Group">Producer or consumer group; clients before 4.5 do not note that of <see cref="TraceKind.SubAfter"/>.</param>
/// <param name="ClientHost">Where the client is.</param>
public sealed record TraceRecord(TraceKind Kind, string MessageId, string? Group, string ClientHost)
{
    /// <summary>When, by the client's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Topic of the message.</summary>
    public string? Topic { get; init; }

    /// <summary>Tag of the message.</summary>
    public string? Tags { get; init; }

    /// <summary>Keys of the message.</summary>
    public string? Keys { get; init; }

    /// <summary>Broker that stored it, host:port.</summary>
    public string? StoreHost { get; init; }

    /// <summary>How long it took.</summary>
    public long? CostMilliseconds { get; init; }

    /// <summary>Whether it succeeded; null where nothing has ended yet.</summary>
    public bool? IsSuccess { get; init; }

    /// <summary>Joins the beginning and the end of one consumption.</summary>
    public string? RequestId { get; init; }

    /// <summary>How a consumption ended.</summary>
    public TraceEnd? End { get; init; }

    /// <summary>Deliveries before this one.</summary>
    public int? RetryTimes { get; init; }

    /// <summary>What became of a transaction, for example COMMIT_MESSAGE.</summary>
    public string? TransactionState { get; init; }
}

/// <summary>Notes about a message, oldest first, and who could not be asked.</summary>
public sealed record MessageTrace(IReadOnlyList<TraceRecord> Records, IReadOnlyList<TargetFailure> Failures)
{
    /// <summary>Whether a broker gave as many as it gives at most, so that older ones may be missing.</summary>
    public bool IsLimited { get; init; }
}
