namespace RocketMQ.Store;

/// <summary>When an append counts as safe (key flushDiskType).</summary>
public enum FlushDiskType
{
    /// <summary>The operating system's page cache is enough; a background flush follows.</summary>
    AsyncFlush,

    /// <summary>A sender waits until its record is on the disk.</summary>
    SyncFlush,
}

/// <summary>
/// How a store lays out its files and when it writes them to disk. Property names are the keys of the broker's properties file,
/// defaults those of the original (docs/protocol.md 7.2, 7.3). Unless said otherwise a change needs a restart.
/// </summary>
public sealed record StoreOptions
{
    /// <summary>Folder that holds everything, the lock file included.</summary>
    public required string StorePathRootDir { get; init; }

    /// <summary>Folder of the commit log; null means <c>commitlog</c> below the root.</summary>
    public string? StorePathCommitLog { get; init; }

    /// <summary>Folder of the consume queues; null means <c>consumequeue</c> below the root.</summary>
    public string? StorePathConsumeQueue { get; init; }

    /// <summary>Folder of the index files; null means <c>index</c> below the root.</summary>
    public string? StorePathIndex { get; init; }

    /// <summary>Bytes of one commit log file. Cannot be changed on a store that has files.</summary>
    public int MappedFileSizeCommitLog { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Bytes of one consume queue file, rounded up to whole entries of 20. Cannot be changed on a store that has files.</summary>
    public int MappedFileSizeConsumeQueue { get; init; } = 300_000 * 20;

    public FlushDiskType FlushDiskType { get; init; } = FlushDiskType.AsyncFlush;

    /// <summary>Milliseconds between two background flushes of the commit log.</summary>
    public int FlushIntervalCommitLog { get; init; } = 500;

    /// <summary>A background flush does nothing while fewer pages of 4 KiB are dirty.</summary>
    public int FlushCommitLogLeastPages { get; init; } = 4;

    /// <summary>Milliseconds after which the commit log is flushed however little is dirty.</summary>
    public int FlushCommitLogThoroughInterval { get; init; } = 10_000;

    /// <summary>Milliseconds between two flushes of consume queues and index.</summary>
    public int FlushIntervalConsumeQueue { get; init; } = 1000;

    /// <summary>Milliseconds after which all consume queues and the index are flushed and the checkpoint moves on.</summary>
    public int FlushConsumeQueueThoroughInterval { get; init; } = 60_000;

    /// <summary>Milliseconds a sender waits for the disk under SYNC_FLUSH.</summary>
    public int SyncFlushTimeout { get; init; } = 5000;

    /// <summary>Largest body, and largest sum of a batch, in bytes.</summary>
    public int MaxMessageSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Slots of an index file.</summary>
    public int MaxHashSlotNum { get; init; } = 5_000_000;

    /// <summary>Entries of an index file; entry 0 stays unused.</summary>
    public int MaxIndexNum { get; init; } = 20_000_000;

    /// <summary>Whether keys are indexed at all.</summary>
    public bool MessageIndexEnable { get; init; } = true;

    /// <summary>Whether recovery verifies the checksum of each body it passes.</summary>
    public bool CheckCRCOnRecover { get; init; } = true;

    /// <summary>Hours a commit log file is kept after its last change.</summary>
    public int FileReservedTime { get; init; } = 72;

    /// <summary>Hours of the day (00 to 23, separated by <c>;</c>) in which expired files are deleted.</summary>
    public string DeleteWhen { get; init; } = "04";

    /// <summary>Milliseconds after which a log file that has expired and is still being read is named in the log. It is never taken away.</summary>
    public int DestroyMapedFileIntervalForcibly { get; init; } = 120_000;

    /// <summary>Milliseconds between two log files that are deleted in one round.</summary>
    public int DeleteCommitLogFilesInterval { get; init; } = 100;

    /// <summary>Milliseconds between two attempts to delete a file that could not be deleted.</summary>
    public int RedeleteHangedFileInterval { get; init; } = 120_000;

    /// <summary>Milliseconds that an append may take before further senders are turned away.</summary>
    public int OsPageCacheBusyTimeOutMills { get; init; } = 1000;

    /// <summary>Percentage of the file system in use above which expired files are deleted at any hour.</summary>
    public int DiskMaxUsedSpaceRatio { get; init; } = 75;

    /// <summary>Percentage above which the oldest files are deleted before they expire, where <see cref="CleanFileForciblyEnable"/>.</summary>
    public int DiskSpaceCleanForciblyRatio { get; init; } = 85;

    /// <summary>Percentage above which the store takes no more messages.</summary>
    public int DiskSpaceWarningLevelRatio { get; init; } = 90;

    public bool CleanFileForciblyEnable { get; init; } = true;

    /// <summary>Milliseconds between two looks at disk space and expired files.</summary>
    public int CleanResourceInterval { get; init; } = 10_000;

    /// <summary>Messages in one read while they are likely in memory.</summary>
    public int MaxTransferCountOnMessageInMemory { get; init; } = 32;

    /// <summary>Bytes in one read while they are likely in memory.</summary>
    public int MaxTransferBytesOnMessageInMemory { get; init; } = 256 * 1024;

    /// <summary>Messages in one read that reaches far back.</summary>
    public int MaxTransferCountOnMessageInDisk { get; init; } = 8;

    /// <summary>Bytes in one read that reaches far back.</summary>
    public int MaxTransferBytesOnMessageInDisk { get; init; } = 64 * 1024;

    /// <summary>Percentage of the machine's memory that the newest messages are taken to occupy.</summary>
    public int AccessMessageInMemoryMaxRatio { get; init; } = 40;

    /// <summary>What is wrong with these values: one sentence each, naming key and bounds. Empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(nameof(MappedFileSizeCommitLog), MappedFileSizeCommitLog, 4096, int.MaxValue);
        Check(nameof(MappedFileSizeConsumeQueue), MappedFileSizeConsumeQueue, 20, int.MaxValue - 20);
        Check(nameof(MaxMessageSize), MaxMessageSize, 1, int.MaxValue / 2);
        Check(nameof(MaxHashSlotNum), MaxHashSlotNum, 1, 100_000_000);
        Check(nameof(MaxIndexNum), MaxIndexNum, 2, 100_000_000);
        Check(nameof(FlushIntervalCommitLog), FlushIntervalCommitLog, 1, int.MaxValue);
        Check(nameof(FlushIntervalConsumeQueue), FlushIntervalConsumeQueue, 1, int.MaxValue);
        Check(nameof(SyncFlushTimeout), SyncFlushTimeout, 1, int.MaxValue);
        Check(nameof(CleanResourceInterval), CleanResourceInterval, 100, int.MaxValue);
        Check(nameof(FileReservedTime), FileReservedTime, 0, 24 * 3650);
        Check(nameof(DiskMaxUsedSpaceRatio), DiskMaxUsedSpaceRatio, 1, 100);
        Check(nameof(DiskSpaceCleanForciblyRatio), DiskSpaceCleanForciblyRatio, 1, 100);
        Check(nameof(DiskSpaceWarningLevelRatio), DiskSpaceWarningLevelRatio, 1, 100);
        Check(nameof(DestroyMapedFileIntervalForcibly), DestroyMapedFileIntervalForcibly, 0, int.MaxValue);
        Check(nameof(DeleteCommitLogFilesInterval), DeleteCommitLogFilesInterval, 0, int.MaxValue);
        Check(nameof(RedeleteHangedFileInterval), RedeleteHangedFileInterval, 0, int.MaxValue);
        Check(nameof(OsPageCacheBusyTimeOutMills), OsPageCacheBusyTimeOutMills, 1, int.MaxValue);
        if (40L + (MaxHashSlotNum * 4L) + (MaxIndexNum * 20L) > int.MaxValue)
            problems.Add("maxHashSlotNum and maxIndexNum make an index file longer than 2147483647 bytes.");
        foreach (var hour in DeleteWhen.Split(';', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(hour, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) || value > 23)
                problems.Add($"deleteWhen contains '{hour}'; allowed are hours from 00 to 23, separated by ;.");
        }

        return problems;

        void Check(string name, long value, long min, long max)
        {
            if (value < min || value > max) problems.Add($"{char.ToLowerInvariant(name[0])}{name[1..]} is {value}; allowed are {min} to {max}.");
        }
    }

    /// <summary>Queue files that are mapped at the same time; well below the 65530 mappings that Linux allows a process.</summary>
    internal int MappedQueueFiles { get; init; } = 8192;

    internal string CommitLogPath => StorePathCommitLog ?? Path.Combine(StorePathRootDir, "commitlog");

    internal string ConsumeQueuePath => StorePathConsumeQueue ?? Path.Combine(StorePathRootDir, "consumequeue");

    internal string IndexPath => StorePathIndex ?? Path.Combine(StorePathRootDir, "index");

    internal int ConsumeQueueFileSize => (MappedFileSizeConsumeQueue + 19) / 20 * 20;
}
