using RocketMQ.Store.Files;

namespace RocketMQ.Store.Log;

/// <summary>
/// Brings the log to disk. Under SYNC_FLUSH those who wait form groups: all that joined before a flush begins share its end and one
/// result. Under ASYNC_FLUSH a timer, armed only while something is dirty, flushes by interval and pages.
/// </summary>
/// <remarks>
/// One thread flushes, sleeping on the monitor of <c>_gate</c> when there is nothing to do. <c>_gate</c> guards the wake signal and the group
/// that is being joined; a group taken for flushing is closed to newcomers. FlushedOffset never passes what the disk has.
/// </remarks>
internal sealed class FlushService : IDisposable
{
    /// <summary>About the time that a sender needs for an append: some microseconds.</summary>
    private const int GatherSpins = 200;

    private readonly CommitLog _log;
    private readonly StoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly DiskTrouble _trouble;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly ITimer _timer;
    private FlushGroup? _joining;
    private int _lastJoined;
    private long _flushed;
    private long _lastThorough;
    private int _armed;
    private bool _awake;
    private volatile bool _stopping;

    /// <summary>Starts the thread. Everything before the position <c>flushed</c> is known to be on disk.</summary>
    public FlushService(CommitLog log, long flushed, StoreOptions options, TimeProvider clock, DiskTrouble trouble)
    {
        _log = log;
        _options = options;
        _clock = clock;
        _trouble = trouble;
        _flushed = flushed;
        _lastThorough = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { IsBackground = true, Name = "store-flush" };
        _thread.Start();
    }

    public long FlushedOffset => Volatile.Read(ref _flushed);

    /// <summary>Called after each append: arms the interval unless it is armed already.</summary>
    public void OnGrown()
    {
        if (Volatile.Read(ref _armed) != 0 || Interlocked.Exchange(ref _armed, 1) != 0) return;
        _timer.Change(TimeSpan.FromMilliseconds(_options.FlushIntervalCommitLog), Timeout.InfiniteTimeSpan);
    }

    public ValueTask<FlushStatus> WhenFlushedAsync(long endOffset)
    {
        if (_options.FlushDiskType == FlushDiskType.AsyncFlush || endOffset <= FlushedOffset) return new(FlushStatus.Flushed);
        lock (_gate)
        {
            if (_stopping) return new(FlushStatus.Aborted);
            if (_joining is null)
            {
                _joining = new FlushGroup(_clock, _options.SyncFlushTimeout);
                Wake();
            }

            return new(_joining.Join());
        }
    }

    /// <summary>Stops the thread after a last flush of everything.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Wake();
        }

        _thread.Join();
        _timer.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            var group = WaitForWork();
            var thorough = group is not null || _stopping
                || _clock.GetElapsedTime(_lastThorough).TotalMilliseconds >= _options.FlushCommitLogThoroughInterval;
            var dirtyPages = (_log.EndOffset - _flushed) / 4096;
            var done = !thorough && dirtyPages < _options.FlushCommitLogLeastPages ? true : TryFlush(thorough);
            group?.Complete(done ? FlushStatus.Flushed : FlushStatus.TimedOut);
            Rearm();
        }

        // What was appended while the last round ran.
        var all = _flushed >= _log.EndOffset || TryFlush(thorough: true);
        lock (_gate) _joining?.Complete(all ? FlushStatus.Flushed : FlushStatus.Aborted);
    }

    private void Wake()
    {
        lock (_gate)
        {
            _awake = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Sleeps until woken and takes the group that has gathered meanwhile, if there is one.</summary>
    private FlushGroup? WaitForWork()
    {
        lock (_gate)
        {
            while (!_awake) Monitor.Wait(_gate);
            _awake = false;
        }

        Gather();
        lock (_gate)
        {
            var group = _joining;
            _joining = null;
            _lastJoined = group?.Joined ?? 0;
            return group;
        }
    }

    /// <summary>
    /// Those whose flush has just ended come back with their next record at once. As long as they are still arriving, waiting for the
    /// next one costs less than the flush of its own that it would need otherwise. One sender alone never waits.
    /// </summary>
    private void Gather()
    {
        var group = Volatile.Read(ref _joining);
        for (var seen = 0; group?.Joined is { } joined && joined > seen && joined < _lastJoined; seen = joined) Thread.SpinWait(GatherSpins);
    }

    private void Rearm()
    {
        Volatile.Write(ref _armed, 0);
        if (!_stopping && _log.EndOffset > _flushed) OnGrown();
    }

    private bool TryFlush(bool thorough)
    {
        try
        {
            Flush();
            if (thorough) _lastThorough = _clock.GetTimestamp();
            _trouble.Clear(DiskUse.Flush);
            return true;
        }
        catch (Exception failure) when (DiskTrouble.IsCausedBy(failure))
        {
            _trouble.Report(DiskUse.Flush, $"The log is not on disk behind position {_flushed}: {failure.Message}");
            return false;
        }
    }

    private void Flush()
    {
        var end = _log.EndOffset;
        var from = _flushed;
        while (from < end && _log.Segments.Acquire(Math.Max(from, _log.MinOffset)) is { } segment)
        {
            from = Math.Max(from, segment.BaseOffset);
            var to = Math.Min(end, segment.EndOffset);
            try
            {
                segment.Flush((int)(from - segment.BaseOffset), (int)(to - from));
            }
            finally
            {
                segment.Release();
            }

            from = to;
            Volatile.Write(ref _flushed, to);
        }
    }

    /// <summary>Those who wait for the same flush.</summary>
    private sealed class FlushGroup
    {
        private readonly TaskCompletionSource<FlushStatus> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ITimer _timeout;
        private int _joined;

        public FlushGroup(TimeProvider clock, int timeoutMillis) =>
            _timeout = clock.CreateTimer(
                _ => _completion.TrySetResult(FlushStatus.TimedOut), null, TimeSpan.FromMilliseconds(timeoutMillis), Timeout.InfiniteTimeSpan);

        public int Joined => Volatile.Read(ref _joined);

        /// <summary>Called under the gate.</summary>
        public Task<FlushStatus> Join()
        {
            _joined++;
            return _completion.Task;
        }

        public void Complete(FlushStatus status)
        {
            _timeout.Dispose();
            _completion.TrySetResult(status);
        }
    }
}
