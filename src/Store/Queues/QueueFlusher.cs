using System.Collections.Concurrent;
using RocketMQ.Store.Files;
using RocketMQ.Store.Index;
using RocketMQ.Store.Recovery;

namespace RocketMQ.Store.Queues;

/// <summary>
/// Brings consume queues and index to disk and moves the checkpoint behind them. Nothing waits for this: what is lost is made again from
/// the log, and the checkpoint says from where on.
/// </summary>
/// <remarks>Runs on a timer that is armed only while something is dirty. <c>_turn</c> lets one flush run at a time and owns the checkpoint.</remarks>
internal sealed class QueueFlusher : IDisposable
{
    private const int LeastEntries = 2 * 4096 / QueueEntry.Length;

    private readonly KeyIndex? _index;
    private readonly Checkpoint _checkpoint;
    private readonly StoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly DiskTrouble _trouble;
    private readonly ConcurrentQueue<ConsumeQueue> _dirty = new();
    private readonly Lock _turn = new();
    private readonly ITimer _timer;
    private long _lastThorough;
    private int _armed;
    private bool _isOwed;
    private bool _closed;

    public QueueFlusher(KeyIndex? index, Checkpoint checkpoint, StoreOptions options, TimeProvider clock, DiskTrouble trouble)
    {
        _index = index;
        _checkpoint = checkpoint;
        _options = options;
        _clock = clock;
        _trouble = trouble;
        _lastThorough = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the checkpoint may rely on: position and time of the last record dispatched, and how far the log is on disk.</summary>
    public Func<(long Timestamp, long Position, long Flushed)>? Progress { get; set; }

    /// <summary>Called by the dispatcher for each entry.</summary>
    public void OnWritten(ConsumeQueue queue)
    {
        if (queue.TryMarkDirty()) _dirty.Enqueue(queue);
        if (Volatile.Read(ref _armed) != 0 || Interlocked.Exchange(ref _armed, 1) != 0) return;
        _timer.Change(TimeSpan.FromMilliseconds(_options.FlushIntervalConsumeQueue), Timeout.InfiniteTimeSpan);
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

    private void OnTimer()
    {
        Volatile.Write(ref _armed, 0);
        try
        {
            lock (_turn)
            {
                if (_closed) return;
                Flush(_isOwed || _clock.GetElapsedTime(_lastThorough).TotalMilliseconds >= _options.FlushConsumeQueueThoroughInterval, null);
                if (!_dirty.IsEmpty && Interlocked.Exchange(ref _armed, 1) == 0)
                    _timer.Change(TimeSpan.FromMilliseconds(_options.FlushIntervalConsumeQueue), Timeout.InfiniteTimeSpan);
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
        for (var left = _dirty.Count; left > 0 && _dirty.TryDequeue(out var queue); left--)
        {
            if (!thorough && queue.UnflushedEntries < LeastEntries)
            {
                _dirty.Enqueue(queue);
                continue;
            }

            FlushOne(queue);
        }

        if (!thorough) return;
        _lastThorough = _clock.GetTimestamp();
        if (_index?.Flush() is > 0 and var full) _checkpoint.IndexTimestamp = full;
        if (progress.Timestamp > 0 && progress.Flushed >= progress.Position)
        {
            _checkpoint.LogTimestamp = progress.Timestamp;
            _checkpoint.QueueTimestamp = progress.Timestamp;
            _checkpoint.SafePosition = progress.Position;
        }

        _checkpoint.Save(cleanEnd);
        _isOwed = false;
        _trouble.Clear(DiskUse.Checkpoint);
    }

    /// <summary>A queue that could not be flushed stays dirty, or the checkpoint would pass it.</summary>
    private void FlushOne(ConsumeQueue queue)
    {
        var flushed = false;
        try
        {
            queue.ClearDirty();
            queue.Flush();
            flushed = true;
        }
        finally
        {
            if (!flushed && queue.TryMarkDirty()) _dirty.Enqueue(queue);
        }
    }
}
