namespace RocketMQ.Remoting.Bodies;

/// <summary>State of one queue in a consumer. docs/protocol.md 2.4.12.</summary>
public sealed record ProcessQueueInfo
{
    /// <summary>Messages pulled, but not consumed yet.</summary>
    public int CachedMsgCount { get; set; }

    /// <summary>Last of them.</summary>
    public long CachedMsgMaxOffset { get; set; }

    /// <summary>First of them.</summary>
    public long CachedMsgMinOffset { get; set; }

    /// <summary>Size of them, MiB.</summary>
    public int CachedMsgSizeInMiB { get; set; }

    /// <summary>Offset to commit next.</summary>
    public long CommitOffset { get; set; }

    /// <summary>Whether the queue was given up (so spelt).</summary>
    public bool Droped { get; set; }

    /// <summary>Last consumption, milliseconds since 1970.</summary>
    public long LastConsumeTimestamp { get; set; }

    /// <summary>Last lock, milliseconds since 1970.</summary>
    public long LastLockTimestamp { get; set; }

    /// <summary>Last pull, milliseconds since 1970.</summary>
    public long LastPullTimestamp { get; set; }

    /// <summary>Whether the queue is locked for this consumer.</summary>
    public bool Locked { get; set; }

    /// <summary>Messages being consumed in order.</summary>
    public int TransactionMsgCount { get; set; }

    /// <summary>Last of them.</summary>
    public long TransactionMsgMaxOffset { get; set; }

    /// <summary>First of them.</summary>
    public long TransactionMsgMinOffset { get; set; }

    /// <summary>Attempts to unlock.</summary>
    public long TryUnlockTimes { get; set; }
}
