namespace RocketMQ.Store;

/// <summary>Figures of a store at one moment, for runtime information (docs/protocol.md 6.15). Counters start with the process.</summary>
public sealed record StoreStatistics
{
    public required long CommitLogMinOffset { get; init; }

    public required long CommitLogMaxOffset { get; init; }

    public required long FlushedOffset { get; init; }

    /// <summary>Bytes appended and not yet visible.</summary>
    public required long DispatchBehindBytes { get; init; }

    public required long RemainHowManyDataToFlush { get; init; }

    public required long PutMessageTimesTotal { get; init; }

    public required long PutMessageSizeTotal { get; init; }

    public required long PutMessageFailedTimes { get; init; }

    /// <summary>Longest append so far, milliseconds.</summary>
    public required long PutMessageEntireTimeMax { get; init; }

    /// <summary>Appends by duration, one count per element of <see cref="DistributionLabels"/>.</summary>
    public required IReadOnlyList<long> PutMessageDistribution { get; init; }

    public required long GetFoundTimesTotal { get; init; }

    public required long GetMissTimesTotal { get; init; }

    public required long GetMessagesTransferredTotal { get; init; }

    /// <summary>Used part of the file system, 0 to 1; −1 where it cannot be told.</summary>
    public required double CommitLogDiskRatio { get; init; }

    public required double ConsumeQueueDiskRatio { get; init; }

    /// <summary>Bytes of the file system that holds the commit log; −1 where they cannot be told.</summary>
    public required long CommitLogDiskTotal { get; init; }

    public required long CommitLogDiskFree { get; init; }

    /// <summary>Milliseconds that the append lock has been held by its present holder; 0 when free.</summary>
    public required long PageCacheLockTimeMills { get; init; }

    public static IReadOnlyList<string> DistributionLabels { get; } =
    [
        "[<=0ms]", "[0~10ms]", "[10~50ms]", "[50~100ms]", "[100~200ms]", "[200~500ms]", "[500ms~1s]", "[1~2s]", "[2~3s]", "[3~4s]",
        "[4~5s]", "[5~10s]", "[10s~]",
    ];
}

/// <summary>Whether a store takes messages.</summary>
public enum StoreHealth
{
    Writable,

    /// <summary>Reads are served; the disk is fuller than diskSpaceWarningLevelRatio.</summary>
    DiskFull,

    /// <summary>Reads are served; the store follows a master's log.</summary>
    Following,

    /// <summary>Reads are served; the disk refuses something, and it is tried again until it works.</summary>
    DiskTrouble,

    /// <summary>Closing or closed.</summary>
    Stopped,
}
