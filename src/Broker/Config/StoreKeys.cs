using RocketMQ.Remoting.Hosting;
using RocketMQ.Store;

namespace RocketMQ.Broker.Config;

/// <summary>Where messages are kept and for how long (docs/protocol.md 7.2, 7.3).</summary>
internal static class StoreKeys
{
    public static IEnumerable<ConfigKey> All { get; } =
    [
        ConfigKey.Text("storePathRootDir", "", "Folder of the store. Default: store below the home folder."),
        ConfigKey.Text("storePathCommitLog", "", "Folder of the commit log. Default: commitlog below storePathRootDir."),
        ConfigKey.Text("storePathConsumeQueue", "", "Folder of the consume queues. Default: consumequeue below storePathRootDir.") with { Aliases = ["storePathConsumerQueue"] },
        ConfigKey.Text("storePathIndex", "", "Folder of the index. Default: index below storePathRootDir."),
        ConfigKey.Integer("mappedFileSizeCommitLog", 1024 * 1024 * 1024, 64 * 1024, int.MaxValue, "Bytes of one commit log file.") with { Aliases = ["mapedFileSizeCommitLog"] },
        ConfigKey.Integer("mappedFileSizeConsumeQueue", 6_000_000, 20, int.MaxValue, "Bytes of one consume queue file.") with { Aliases = ["mapedFileSizeConsumeQueue"] },
        ConfigKey.Text("deleteWhen", "04", "Hours of the day, 00 to 23, separated by ;, at which expired commit log files are deleted. A change counts from the next start.") with { Editable = true },
        ConfigKey.Integer("fileReservedTime", 72, 1, 87_600, "Hours a commit log file is kept. A change counts from the next start.") with { Editable = true, Aliases = ["fileReserverdTime"] },
        ConfigKey.Choice("flushDiskType", FlushDiskType.AsyncFlush, "SYNC_FLUSH writes to disk before a send is confirmed, ASYNC_FLUSH later.", Spellings.Of),
        ConfigKey.Integer("flushIntervalCommitLog", 500, 1, 3_600_000, "Milliseconds between two background flushes of the commit log."),
        ConfigKey.Integer("flushCommitLogLeastPages", 4, 0, 1_000_000, "Dirty pages below which a background flush does nothing."),
        ConfigKey.Integer("flushCommitLogThoroughInterval", 10_000, 1, 3_600_000, "Milliseconds after which the commit log is flushed however little is dirty."),
        ConfigKey.Integer("flushIntervalConsumeQueue", 1000, 1, 3_600_000, "Milliseconds between two flushes of consume queues and index."),
        ConfigKey.Integer("flushConsumeQueueThoroughInterval", 60_000, 1, 3_600_000, "Milliseconds after which all consume queues and the index are flushed."),
        ConfigKey.Integer("syncFlushTimeout", 5000, 1, 3_600_000, "Milliseconds a sender waits for the disk under SYNC_FLUSH."),
        ConfigKey.Integer("maxMessageSize", 4 * 1024 * 1024, 1, 64 * 1024 * 1024, "Bytes of the largest body."),
        ConfigKey.Integer("maxHashSlotNum", 5_000_000, 1, 100_000_000, "Slots of an index file."),
        ConfigKey.Integer("maxIndexNum", 20_000_000, 2, 100_000_000, "Entries of an index file."),
        ConfigKey.Flag("messageIndexEnable", true, "Whether keys are indexed."),
        ConfigKey.Flag("checkCRCOnRecover", true, "Whether recovery verifies checksums."),
        ConfigKey.Integer("diskMaxUsedSpaceRatio", 75, 10, 95, "Percentage of the disk in use above which expired files are deleted at any hour."),
        ConfigKey.Integer("diskSpaceCleanForciblyRatio", 85, 10, 99, "Percentage above which the oldest files are deleted before they expire."),
        ConfigKey.Integer("diskSpaceWarningLevelRatio", 90, 10, 99, "Percentage above which no more messages are taken."),
        ConfigKey.Flag("cleanFileForciblyEnable", true, "Whether files may be deleted before they expire when the disk is full."),
        ConfigKey.Integer("cleanResourceInterval", 10_000, 100, 3_600_000, "Milliseconds between two looks at disk space and expired files."),
        ConfigKey.Integer("destroyMapedFileIntervalForcibly", 120_000, 0, 86_400_000, "Milliseconds after which an expired file that is still being read is named in the log. It is never taken away from its reader."),
        ConfigKey.Integer("deleteCommitLogFilesInterval", 100, 0, 3_600_000, "Milliseconds between two commit log files that are deleted in one round."),
        ConfigKey.Integer("redeleteHangedFileInterval", 120_000, 0, 86_400_000, "Milliseconds between two attempts to delete a file that could not be deleted."),
        ConfigKey.Integer("osPageCacheBusyTimeOutMills", 1000, 1, 3_600_000, "Milliseconds that one append may take before further sends are answered SYSTEM_BUSY."),
        ConfigKey.Integer("maxTransferCountOnMessageInMemory", 32, 1, 4096, "Messages in the answer to one pull."),
        ConfigKey.Integer("maxTransferBytesOnMessageInMemory", 256 * 1024, 1, 16 * 1024 * 1024, "Bytes in the answer to one pull."),
        ConfigKey.Integer("maxTransferCountOnMessageInDisk", 8, 1, 4096, "Messages in the answer to one pull that reaches far back."),
        ConfigKey.Integer("maxTransferBytesOnMessageInDisk", 64 * 1024, 1, 16 * 1024 * 1024, "Bytes in the answer to one pull that reaches far back."),
        ConfigKey.Integer("accessMessageInMemoryMaxRatio", 40, 0, 100, "Percentage of the machine's memory that the newest messages are taken to occupy."),
    ];

    /// <summary>The options of the store that a configuration asks for.</summary>
    public static StoreOptions Options(ServerConfiguration configuration) => new()
    {
        StorePathRootDir = configuration.Text("storePathRootDir"),
        StorePathCommitLog = PathOrNull(configuration, "storePathCommitLog"),
        StorePathConsumeQueue = PathOrNull(configuration, "storePathConsumeQueue"),
        StorePathIndex = PathOrNull(configuration, "storePathIndex"),
        MappedFileSizeCommitLog = configuration.Integer("mappedFileSizeCommitLog"),
        MappedFileSizeConsumeQueue = configuration.Integer("mappedFileSizeConsumeQueue"),
        DeleteWhen = configuration.Text("deleteWhen"),
        FileReservedTime = configuration.Integer("fileReservedTime"),
        FlushDiskType = configuration.Text("flushDiskType") == Spellings.Of(FlushDiskType.SyncFlush) ? FlushDiskType.SyncFlush : FlushDiskType.AsyncFlush,
        FlushIntervalCommitLog = configuration.Integer("flushIntervalCommitLog"),
        FlushCommitLogLeastPages = configuration.Integer("flushCommitLogLeastPages"),
        FlushCommitLogThoroughInterval = configuration.Integer("flushCommitLogThoroughInterval"),
        FlushIntervalConsumeQueue = configuration.Integer("flushIntervalConsumeQueue"),
        FlushConsumeQueueThoroughInterval = configuration.Integer("flushConsumeQueueThoroughInterval"),
        SyncFlushTimeout = configuration.Integer("syncFlushTimeout"),
        MaxMessageSize = configuration.Integer("maxMessageSize"),
        MaxHashSlotNum = configuration.Integer("maxHashSlotNum"),
        MaxIndexNum = configuration.Integer("maxIndexNum"),
        MessageIndexEnable = configuration.Flag("messageIndexEnable"),
        CheckCRCOnRecover = configuration.Flag("checkCRCOnRecover"),
        DiskMaxUsedSpaceRatio = configuration.Integer("diskMaxUsedSpaceRatio"),
        DiskSpaceCleanForciblyRatio = configuration.Integer("diskSpaceCleanForciblyRatio"),
        DiskSpaceWarningLevelRatio = configuration.Integer("diskSpaceWarningLevelRatio"),
        CleanFileForciblyEnable = configuration.Flag("cleanFileForciblyEnable"),
        CleanResourceInterval = configuration.Integer("cleanResourceInterval"),
        DestroyMapedFileIntervalForcibly = configuration.Integer("destroyMapedFileIntervalForcibly"),
        DeleteCommitLogFilesInterval = configuration.Integer("deleteCommitLogFilesInterval"),
        RedeleteHangedFileInterval = configuration.Integer("redeleteHangedFileInterval"),
        OsPageCacheBusyTimeOutMills = configuration.Integer("osPageCacheBusyTimeOutMills"),
        MaxTransferCountOnMessageInMemory = configuration.Integer("maxTransferCountOnMessageInMemory"),
        MaxTransferBytesOnMessageInMemory = configuration.Integer("maxTransferBytesOnMessageInMemory"),
        MaxTransferCountOnMessageInDisk = configuration.Integer("maxTransferCountOnMessageInDisk"),
        MaxTransferBytesOnMessageInDisk = configuration.Integer("maxTransferBytesOnMessageInDisk"),
        AccessMessageInMemoryMaxRatio = configuration.Integer("accessMessageInMemoryMaxRatio"),
    };

    private static string? PathOrNull(ServerConfiguration configuration, string name) =>
        configuration.Text(name) is { Length: > 0 } path ? path : null;
}
