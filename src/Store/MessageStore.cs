using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Store.Cleanup;
using RocketMQ.Store.Files;
using RocketMQ.Store.Index;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;
using RocketMQ.Store.Recovery;

namespace RocketMQ.Store;

/// <summary>The store on mapped files, byte-compatible with the original's 4.9 folders (docs/protocol.md 4).</summary>
/// <remarks>
/// Owns the parts and their order: the folder lock, log, queues, index, flushing, cleaning. Lock order: cleaner round, dispatch turn,
/// append lock, then the leaf locks of allocator, segment lists and tables. A crash of the process loses no appended record; a crash of
/// the machine loses what was not flushed.
/// </remarks>
public sealed class MessageStore : IMessageStore
{
    private const string FollowerProblem = "This broker is a slave: it stores only what its master sends.";

    private readonly StoreParts _parts;
    private readonly CommitLog _log;
    private readonly QueueTable _queues;
    private readonly IDisposable _folderLock;
    private readonly PutFigures _puts;
    private readonly Appender _appender;
    private readonly LogReader _reader;
    private readonly QueueReader _queueReader;
    private readonly TimeSearch _times;
    private readonly KeyQuery _keys;
    private readonly FlushService _flush;
    private readonly QueueFlusher _queueFlush;
    private readonly Dispatcher _dispatcher;
    private readonly LogPages _pages;
    private readonly DiskWatch _disk;
    private readonly Cleaner _cleaner;
    private long _found;
    private long _missed;
    private long _transferred;
    private volatile bool _follower;
    private int _closed;

    private MessageStore(StoreParts parts, IDisposable folderLock, StoreOpening opening, long dispatchFrom)
    {
        var (options, clock) = (parts.Options, parts.Clock);
        (_parts, _log, _queues, _folderLock) = (parts, parts.Log, parts.Queues, folderLock);
        _puts = new PutFigures(_log.Totals, _log.Clock);
        _appender = new Appender(_log, _queues, options);
        _reader = new LogReader(_log);
        _queueReader = new QueueReader(_log, _queues, options);
        _times = new TimeSearch(_queues, _reader);
        _keys = new KeyQuery(parts.Index, _reader);
        _pages = new LogPages(_log);
        _queueFlush = new QueueFlusher(parts.Files, parts.Index, parts.Checkpoint, parts.SafePoint, options, clock, parts.Trouble);
        _dispatcher = new Dispatcher(_log, _queues, parts.Index, _queueFlush, parts.Hooks, clock, parts.Trouble, parts.Loggers.CreateLogger<Dispatcher>());
        opening.CatchUp(_dispatcher, _queueFlush, dispatchFrom);
        // All have just been looked at, which the first time is taken for use.
        _queues.SleepIdle();
        _queues.SleepIdle();
        foreach (var queue in _queues.All) queue.NextAppendOffset = queue.MaxOffset;
        _flush = new FlushService(_log, dispatchFrom, options, clock, parts.Trouble);
        _queueFlush.Progress = Progress;
        _queueFlush.Inventory = (safe, isClean) => Inventory.Take(_queues, parts.Index, safe, isClean);
        _disk = new DiskWatch(_log.Segments, parts.Files, options, parts.Trouble, parts.Loggers.CreateLogger<DiskWatch>());
        _cleaner = new Cleaner(parts, _dispatcher, _disk);
    }

    public StoreHealth Health =>
        Volatile.Read(ref _closed) != 0 ? StoreHealth.Stopped
        : _parts.Trouble.Problem is not null ? StoreHealth.DiskTrouble
        : _disk.IsFull ? StoreHealth.DiskFull
        : _follower ? StoreHealth.Following
        : StoreHealth.Writable;

    public string? HealthProblem => Health switch
    {
        StoreHealth.Stopped => "The store is closed.",
        StoreHealth.DiskTrouble => _parts.Trouble.Problem,
        StoreHealth.Following => FollowerProblem,
        StoreHealth.DiskFull => _disk.FullProblem,
        _ => null,
    };

    public bool IsBusy => _log.LockHeldMillis > _parts.Options.OsPageCacheBusyTimeOutMills;

    /// <summary>Queue files mapped now.</summary>
    internal int MappedQueueFiles => _queues.MappedFiles;

    public long MinPhysicalOffset => _log.MinOffset;

    public long MaxPhysicalOffset => _log.EndOffset;

    public long DispatchedOffset => _dispatcher.Position;

    public long FlushedOffset => _flush.FlushedOffset;

    public bool IsFollower
    {
        get => _follower;
        set
        {
            if (_follower && !value) TakeOverQueueOffsets();
            _follower = value;
        }
    }

    /// <summary>Opens a store folder, making it where it is missing, and recovers what a crash left.</summary>
    /// <exception cref="StoreOpenException">The folder is in use or its files do not fit together; nothing was changed.</exception>
    public static ValueTask<IMessageStore> OpenAsync(
        StoreOptions options, StoreHooks? hooks = null, TimeProvider? clock = null, ILoggerFactory? loggers = null, CancellationToken stopping = default) =>
        new(Task.Run<IMessageStore>(() => Open(options, hooks, new LocalFiles(), clock, loggers), stopping));

    internal static MessageStore Open(StoreOptions options, StoreHooks? hooks, IStoreFiles files, TimeProvider? clock, ILoggerFactory? loggers)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new StoreOpenException(string.Join(' ', problems));
        loggers ??= NullLoggerFactory.Instance;
        var parts = new StoreParts(options, hooks ?? new StoreHooks(), files, clock ?? TimeProvider.System, loggers);
        var root = new StoreRoot(files, options.StorePathRootDir);
        root.RefuseStranger();
        var folderLock = root.Lock();
        try
        {
            var opening = new StoreOpening(parts, loggers.CreateLogger<StoreOpening>());
            return new MessageStore(parts, folderLock, opening, opening.Run());
        }
        catch (Exception failure)
        {
            parts.Close();
            root.Unlock(folderLock, forget: failure is StoreOpenException);
            if (failure is IOException or UnauthorizedAccessException)
                throw new StoreOpenException($"The store folder {options.StorePathRootDir} cannot be opened: {failure.Message}", failure);
            throw;
        }
    }

    public AppendResult Append(in MessageAppend message)
    {
        var began = _log.Clock.Now();
        var result = Refusal() ?? _appender.Append(message, began);
        return Finish(result, began);
    }

    public AppendResult AppendBatch(in MessageAppend template, Span<long> physicalOffsets)
    {
        var began = _log.Clock.Now();
        var result = Refusal() ?? _appender.AppendBatch(template, began, physicalOffsets);
        return Finish(result, began);
    }

    public AppendResult AppendRaw(long physicalOffset, ReadOnlySpan<byte> bytes)
    {
        if (Volatile.Read(ref _closed) != 0) return Refusal()!.Value;
        var began = _log.Clock.Now();
        return Finish(_log.AppendRaw(physicalOffset, bytes), began);
    }

    public ValueTask<FlushStatus> WhenFlushedAsync(long endOffset) => _flush.WhenFlushedAsync(endOffset);

    public QueueReadResult Read(string topic, int queueId, long offset, int maxCount, int maxBytes, IMessageFilter? filter)
    {
        var result = _queueReader.Read(topic, queueId, offset, maxCount, maxBytes, filter);
        if (result.Status == QueueReadStatus.Found)
        {
            Interlocked.Increment(ref _found);
            Interlocked.Add(ref _transferred, result.Count);
        }
        else
        {
            Interlocked.Increment(ref _missed);
        }

        return result;
    }

    public RecordLease? ReadRecord(long physicalOffset) => _reader.ReadRecord(physicalOffset);

    public RecordLease? ReadRaw(long physicalOffset, int maxBytes) => _reader.ReadRaw(physicalOffset, maxBytes);

    public KeyQueryResult QueryByKey(string topic, string key, int maxCount, long beginTimestamp, long endTimestamp) =>
        _keys.Run(topic, key, maxCount, beginTimestamp, endTimestamp);

    public long GetMaxOffset(string topic, int queueId) => _queues.Find(topic, queueId)?.MaxOffset ?? 0;

    public long GetMinOffset(string topic, int queueId) => _queues.Find(topic, queueId)?.MinOffset ?? 0;

    public long GetOffsetByTime(string topic, int queueId, long timestamp) => _times.Nearest(topic, queueId, timestamp);

    public long GetEarliestMessageTime(string topic, int queueId) => _times.StoreTime(topic, queueId, GetMinOffset(topic, queueId));

    public long GetEarliestMessageTime() =>
        _log.EndOffset - _log.MinOffset < 2L * _parts.Options.MaxMessageSize ? -1 : _reader.StoreTimestampAt(_log.MinOffset);

    public long GetMessageStoreTimestamp(string topic, int queueId, long offset) => _times.StoreTime(topic, queueId, offset);

    public long GetPhysicalOffset(string topic, int queueId, long offset) =>
        _queues.Find(topic, queueId) is { } queue && queue.TryGet(offset, out var entry) && !entry.IsFiller ? entry.PhysicalOffset : -1;

    public long? GetTagsCode(string topic, int queueId, long offset) =>
        _queues.Find(topic, queueId) is { } queue && queue.TryGet(offset, out var entry) && !entry.IsFiller ? entry.TagsCode : null;

    public bool IsOnDisk(string topic, int queueId, long offset) =>
        GetPhysicalOffset(topic, queueId, offset) is >= 0 and var position && _queueReader.IsOnDisk(position);

    public IReadOnlyList<QueueRange> Queues() => [.. _queues.All.Where(queue => !queue.IsEmpty).Select(Range)];

    public IReadOnlyList<QueueRange> Queues(string topic) =>
        [.. _queues.Find(topic)?.All.Where(queue => !queue.IsEmpty).Select(Range) ?? []];

    public int DestroyQueues(string topic)
    {
        var destroyed = _dispatcher.WhileStill(() =>
        {
            var count = 0;
            _log.WhileStill(() => count = _queues.Destroy(topic));
            return count;
        });
        if (destroyed > 0) _queueFlush.Hurry();
        return destroyed;
    }

    public int CleanExpiredQueues()
    {
        var destroyed = _cleaner.DeleteExpiredQueues();
        if (destroyed > 0) _queueFlush.Hurry();
        return destroyed;
    }

    public int DeleteExpiredFiles() => _cleaner.DeleteExpired();

    public StoreStatistics GetStatistics() => new()
    {
        CommitLogMinOffset = _log.MinOffset,
        CommitLogMaxOffset = _log.EndOffset,
        FlushedOffset = _flush.FlushedOffset,
        DispatchBehindBytes = Math.Max(0, _log.EndOffset - _dispatcher.Position),
        RemainHowManyDataToFlush = Math.Max(0, _log.EndOffset - _flush.FlushedOffset),
        PutMessageTimesTotal = _puts.Times,
        PutMessageSizeTotal = _puts.Bytes,
        PutMessageFailedTimes = _puts.Failed,
        PutMessageEntireTimeMax = _puts.LongestMillis,
        PutMessageDistribution = _puts.Distribution,
        GetFoundTimesTotal = Volatile.Read(ref _found),
        GetMissTimesTotal = Volatile.Read(ref _missed),
        GetMessagesTransferredTotal = Volatile.Read(ref _transferred),
        CommitLogDiskRatio = _disk.LogDisk?.UsedRatio ?? -1,
        ConsumeQueueDiskRatio = _disk.QueueDisk?.UsedRatio ?? -1,
        CommitLogDiskTotal = _disk.LogDisk?.Total ?? -1,
        CommitLogDiskFree = _disk.LogDisk?.Available ?? -1,
        PageCacheLockTimeMills = _log.LockHeldMillis,
    };

    /// <summary>Flushes everything, notes the clean end and lets the folder go. Appends are refused from the first moment on.</summary>
    public ValueTask DisposeAsync() =>
        Interlocked.Exchange(ref _closed, 1) != 0 ? ValueTask.CompletedTask : new ValueTask(Task.Run(Close));

    private static QueueRange Range(ConsumeQueue queue) => new(queue.Topic, queue.QueueId, queue.MinOffset, queue.MaxOffset);

    /// <summary>Times are read before the positions that they must not be ahead of.</summary>
    private StoreProgress Progress()
    {
        var (dispatchedTime, flushedTime) = (_dispatcher.LastTimestamp, _flush.FlushedTimestamp);
        return new StoreProgress(_dispatcher.Position, dispatchedTime, _flush.FlushedOffset, flushedTime);
    }

    private AppendResult? Refusal()
    {
        if (Volatile.Read(ref _closed) != 0) return AppendResult.Refused(AppendStatus.ShuttingDown, "The store is closing.");
        if (_follower) return AppendResult.Refused(AppendStatus.NotWritable, FollowerProblem);
        if (_disk.IsFull) return AppendResult.Refused(AppendStatus.DiskFull, _disk.FullProblem);
        return _parts.Trouble.Refusal is { } trouble ? AppendResult.Refused(AppendStatus.DiskUnusable, trouble) : null;
    }

    private AppendResult Finish(in AppendResult result, Moment began)
    {
        _puts.Count(result, began);
        if (result.Status == AppendStatus.SegmentCreateFailed) _parts.Trouble.Report(DiskUse.Append, result.Problem!);
        if (!result.IsStored) return result;
        _parts.Trouble.Clear(DiskUse.Append);
        _flush.OnGrown();
        _pages.OnGrown(result.EndOffset);
        _dispatcher.Pump();
        _parts.Hooks.Growth?.OnGrown(result.EndOffset);
        return result;
    }

    /// <summary>While following, offsets come with the records; whoever appends next must go on behind them.</summary>
    private void TakeOverQueueOffsets()
    {
        _dispatcher.Pump();
        _ = _dispatcher.WhileStill(() =>
        {
            _log.WhileStill(() =>
            {
                foreach (var queue in _queues.All) queue.NextAppendOffset = queue.MaxOffset;
            });
            return 0;
        });
    }

    private void Close()
    {
        _cleaner.Dispose();
        _log.Stop();
        _dispatcher.Stop();
        _flush.Dispose();
        var complete = _dispatcher.Position == _log.EndOffset && _flush.FlushedOffset == _log.EndOffset;
        try
        {
            _queueFlush.FlushAll(complete ? _log.EndOffset : null);
            if (complete) _parts.Files.Delete(_parts.AbortPath);
        }
        catch (Exception failure) when (DiskTrouble.IsCausedBy(failure))
        {
            // The abort file stays, so the next start looks at everything behind the last checkpoint.
            _parts.Trouble.Report(DiskUse.Checkpoint, $"The store could not be closed in order: {failure.Message}");
        }
        finally
        {
            _queueFlush.Dispose();
            _parts.Close();
            _folderLock.Dispose();
        }
    }
}
