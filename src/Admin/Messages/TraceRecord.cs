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

    /// <summary>Deliveries before this one.</summary>
    public int? RetryTimes { get; init; }

    /// <summary>What became of a transaction, for example COMMIT_MESSAGE.</summary>
    public string? TransactionState { get; init; }
}

/// <summary>Notes about a message, oldest first, and who could not be asked.</summary>
public sealed record MessageTrace(IReadOnlyList<TraceRecord> Records, IReadOnlyList<TargetFailure> Failures);
