using Microsoft.Extensions.Logging;
using RocketMQ.Store.Files;
using RocketMQ.Store.Index;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Recovery;

/// <summary>The pieces that opening a store puts together and closing it takes apart.</summary>
internal sealed class StoreParts(StoreOptions options, StoreHooks hooks, IStoreFiles files, TimeProvider clock, ILoggerFactory loggers)
{
    public StoreOptions Options => options;

    public StoreHooks Hooks => hooks;

    public IStoreFiles Files => files;

    public TimeProvider Clock => clock;

    public ILoggerFactory Loggers => loggers;

    public DiskTrouble Trouble { get; } = new(loggers.CreateLogger<DiskTrouble>());

    public CommitLog Log { get; } = new(
        files, options.CommitLogPath, options.MappedFileSizeCommitLog, options.FlushDiskType == FlushDiskType.SyncFlush, clock);

    public QueueTable Queues { get; } = new(files, options.ConsumeQueuePath, options.ConsumeQueueFileSize, options.MappedQueueFiles);

    public KeyIndex? Index { get; } = options.MessageIndexEnable ? new KeyIndex(files, options, clock) : null;

    public Checkpoint Checkpoint { get; } = new(files, Path.Combine(options.StorePathRootDir, "checkpoint"));

    public string AbortPath => Path.Combine(options.StorePathRootDir, "abort");

    /// <summary>Unmaps everything without writing anything more.</summary>
    public void Close()
    {
        Log.Close();
        Queues.Close();
        Index?.Close();
    }
}
