namespace RocketMQ.Store;

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>In the log; a crash of the process no longer loses it.</summary>
    Stored,

    /// <summary>The message breaks a limit; <see cref="AppendResult.Problem"/> says which.</summary>
    MessageIllegal,

    /// <summary>The disk is fuller than diskSpaceWarningLevelRatio.</summary>
    DiskFull,

    /// <summary>The log could not be written, or its next file not made; the next append tries again.</summary>
    SegmentCreateFailed,

    /// <summary>Earlier messages cannot be made visible or brought to disk, or the folder is gone; tried again without an append.</summary>
    DiskUnusable,

    /// <summary>The store follows a master's log.</summary>
    NotWritable,

    /// <summary>The store is closing or closed.</summary>
    ShuttingDown,
}

/// <summary>What became of an append, and where the record stands.</summary>
public readonly record struct AppendResult
{
    public AppendStatus Status { get; init; }

    /// <summary>Why the message was not stored, as a sentence; null when it was.</summary>
    public string? Problem { get; init; }

    /// <summary>Absolute log position of the (first) record.</summary>
    public long PhysicalOffset { get; init; }

    /// <summary>Position of the (first) record in its queue.</summary>
    public long QueueOffset { get; init; }

    /// <summary>Bytes written, all records of a batch together.</summary>
    public int Size { get; init; }

    /// <summary>Log position behind the last byte written: what to wait for with <see cref="IMessageStore.WhenFlushedAsync"/> and replication.</summary>
    public long EndOffset { get; init; }

    public long StoreTimestamp { get; init; }

    /// <summary>Records written: 1, or the number of items of a batch.</summary>
    public int Count { get; init; }

    public bool IsStored => Status == AppendStatus.Stored;

    internal static AppendResult Refused(AppendStatus status, string problem) => new() { Status = status, Problem = problem };
}

/// <summary>What a wait for the disk ended with.</summary>
public enum FlushStatus
{
    /// <summary>On disk, or not asked for (ASYNC_FLUSH).</summary>
    Flushed,

    /// <summary>syncFlushTimeout passed first; the record may still reach the disk.</summary>
    TimedOut,

    /// <summary>The store was closed before the flush.</summary>
    Aborted,
}
