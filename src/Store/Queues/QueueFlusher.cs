using System.Collections.Concurrent;
using RocketMQ.Store.Files;
using RocketMQ.Store.Index;
using RocketMQ.Store.Recovery;

namespace RocketMQ.Store.Queues;

/// <summary>How far dispatch and the disk have come: log positions, and store times of records before them.</summary>
internal readonly record struct StoreProgress(long Dispatched, long DispatchedTime, long Flushed, long FlushedTime);

/// <summary>
/// Brings consume queues and index to disk and moves the checkpoint behind them. Nothing waits for this: what is lost is made again from
/// the log, and the checkpoint says from where on.
/// </summary>
/// <remarks>Runs on a timer that is armed only while something is dirty. <c>_turn</c> lets one flush run at a time and owns the checkpoint
/// and the folders whose names are not on disk yet.</remarks>
internal sealed class QueueFlusher : IDisposable
{
    private const int LeastEntries = 2 * 4096 / QueueEntry.Length;

    /// <summary>From so many queues on it is cheaper to have everything written at once, and then to wait for each in vain.</summary>
    private const int Many = 1000;

    private readonly IStoreFiles _files;
    private readonly KeyIndex? _index;
    private readonly Checkpoint _checkpoint;
    private readonly SafePoint _safePoint;
    private readonly StoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly DiskTrouble _trouble;
    private readonly ConcurrentQueue<ConsumeQueue> _dirty = new();
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private readonly ITimer _timer;
    private long _lastThorough;
    private int _armed;
    private bool _isOwed;
    private bool _closed;
    private volatile bool _hurry;

    public QueueFlusher(
        IStoreFiles files, KeyIndex? index, Checkpoint checkpoint, SafePoint safePoint, StoreOptions options, TimeProvider clock, DiskTrouble trouble)
    {
        _files = files;
        _index = index;
        _checkpoint = checkpoint;
        _safePoint = safePoint;
        _options = options;
        _clock = clock;
        _trouble = trouble;
        _lastThorough = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the checkpoint may rely on.</summary>
    public Func<StoreProgress>? Progress { get; set; }

    /// <summary>What the checkpoint notes of the files there are, given the position that becomes safe and whether it is the clean end.</summary>
    public Func<long, bool, Inventory>? Inventory { get; set; }

    /// <summary>Called by the dispatcher for each entry.</summary>
    public void OnWritten(ConsumeQueue queue)
    {
        if (queue.TryMarkDirty()) _dirty.Enqueue(queue);
        Arm();
    }

    /// <summary>Has the checkpoint move soon, because it speaks of files that were deleted.</summary>
    public void Hurry()
    {
        _hurry = true;
        Arm();
    }

    /// <summary>Flushes everything now and saves the checkpoint.</summary>
    public void FlushAll(long? cleanEnd = null)
    {
        lock (_turn)
        {
            if (!_closed) Flush(thorough: true, cleanEnd);
        }
    }

    public void Dispose()
    {
        lock (_turn) _closed = true;
        _timer.Dispose();
    }

    private void Arm()
    {
        if (Volatile.Read(ref _armed) != 0 || Interlocked.Exchange(ref _armed, 1) != 0) return;
        _timer.Change(TimeSpan.FromMilliseconds(_options.FlushIntervalConsumeQueue), Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        Volatile.Write(ref _armed, 0);
        try
        {
            lock (_turn)
            {
                if (_closed) return;
                Flush(_isOwed || _hurry || _clock.GetElapsedTime(_lastThorough).TotalMilliseconds >= _options.FlushConsumeQueueThoroughInterval, null);
                if (!_dirty.IsEmpty) Arm();
            }
        }
        catch (Exception failure) when (DiskTrouble.IsCausedBy(failure))
        {
            _trouble.Report(DiskUse.Checkpoint, $"Queues, index or checkpoint are not on disk: {failure.Message}");
            RearmAfterFailure();
        }
    }

    /// <summary>The next round is a thorough one again, since this one did not get to its end.</summary>
    private void RearmAfterFailure()
    {
        lock (_turn)
        {
            _isOwed = true;
            if (!_closed && Interlocked.Exchange(ref _armed, 1) == 0)
                _timer.Change(TimeSpan.FromMilliseconds(_options.FlushIntervalConsumeQueue), Timeout.InfiniteTimeSpan);
        }
    }

    private void Flush(bool thorough, long? cleanEnd)
    {
        var progress = Progress?.Invoke() ?? default;
        if (thorough && _dirty.Count >= Many) _files.HurryToDisk(_options.ConsumeQueuePath);
        for (var left = _dirty.Count; left > 0 && _dirty.TryDequeue(out var queue); left--)
        {
            if (!thorough && queue.UnflushedEntries < LeastEntries)
            {
                _dirty.Enqueue(queue);
                continue;
            }

            FlushOne(queue);
        }

        SyncFolders();
        if (!thorough) return;
        _hurry = false;
        _lastThorough = _clock.GetTimestamp();
        if (_index?.Flush() is > 0 and var full) _checkpoint.IndexTimestamp = full;
        if (progress.DispatchedTime > 0) Advance(progress);
        _checkpoint.Save();
        _safePoint.Save(Inventory?.Invoke(_safePoint.Position ?? 0, cleanEnd is not null) ?? default, cleanEnd);
        _isOwed = false;
        _trouble.Clear(DiskUse.Checkpoint);
    }

    /// <summary>Thousands of new queues share most of their folders. One that fails stays owed.</summary>
    private void SyncFolders()
    {
        foreach (var folder in _folders)
        {
            _files.SyncDirectory(folder);
            _ = _folders.Remove(folder);
        }
    }

    /// <summary>Queues and index are on disk up to where dispatch was, the log up to where its own flush was.</summary>
    private void Advance(StoreProgress progress)
    {
        _safePoint.Position = Math.Min(progress.Dispatched, progress.Flushed);
        _checkpoint.QueueTimestamp = progress.DispatchedTime;
        if (progress.Flushed >= progress.Dispatched) _checkpoint.LogTimestamp = progress.DispatchedTime;
        else if (progress.FlushedTime > 0) _checkpoint.LogTimestamp = progress.FlushedTime;
    }

    /// <summary>A queue that could not be flushed stays dirty, or the checkpoint would pass it.</summary>
    private void FlushOne(ConsumeQueue queue)
    {
        var flushed = false;
        try
        {
            queue.ClearDirty();
            queue.Flush(_folders);
            flushed = true;
        }
        finally
        {
            if (!flushed && queue.TryMarkDirty()) _dirty.Enqueue(queue);
        }
    }
}
