using Microsoft.Extensions.Logging;
using RocketMQ.Model;
using RocketMQ.Store.Files;
using RocketMQ.Store.Index;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Queues;

/// <summary>
/// Follows the log and makes its records visible: an entry in their queue, their keys in the index, a call to whoever waits.
/// </summary>
/// <remarks>
/// There is no dispatch thread: whoever has appended dispatches what is there, usually only its own record, still in the cache. One
/// thread at a time does, under <c>_turn</c>; others leave it to that one, which looks again before it goes. Long backlogs move to a
/// pool thread so that no sender works for the others for long. <see cref="Position"/> moves on before the listener is called.
/// Order: <c>_turn</c> before every other lock of the store.
/// </remarks>
internal sealed partial class Dispatcher(CommitLog log, QueueTable queues, KeyIndex? index, QueueFlusher flusher, StoreHooks hooks, TimeProvider clock, DiskTrouble trouble, ILogger logger)
{
    private const int RecordsPerTurn = 256;

    /// <summary>Records between two moments of giving pages back while catching up, so that a long recovery does not fill the memory.</summary>
    private const int CatchUpRecords = 50_000;

    private readonly Lock _turn = new();
    private TopicQueues? _lastTopic;
    private ITimer? _retry;
    private long _position;
    private long _lastTimestamp;
    private bool _live;
    private bool _isStrict;
    private bool _hasGap;
    private volatile bool _stopped;

    /// <summary>Log position up to which everything is visible.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Store time of the last record dispatched.</summary>
    public long LastTimestamp => Volatile.Read(ref _lastTimestamp);

    /// <summary>Dispatches everything from a position to the end without telling listeners, then goes live.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="strict">Whether a queue that lacks entries before is a reason to stop.</param>
    /// <returns>False where one does: what was there is not what the checkpoint vouched for.</returns>
    public bool CatchUp(long from, bool strict)
    {
        lock (_turn)
        {
            (_isStrict, _hasGap, _lastTopic) = (strict, false, null);
            _position = Math.Max(from, log.MinOffset);
            while (_position < log.EndOffset && !_hasGap)
            {
                var before = _position;
                DispatchSegment(CatchUpRecords);
                if (_position == before) break;
                log.Forget(before, _position);
            }

            _isStrict = false;
            _live = !_hasGap;
            return _live;
        }
    }

    /// <summary>Called after each append.</summary>
    public void Pump()
    {
        while (!_stopped && Position < log.EndOffset && !_turn.IsHeldByCurrentThread && _turn.TryEnter())
        {
            long before, after;
            try
            {
                before = _position;
                if (_stopped) return;
                TakeTurn();
                after = _position;
            }
            finally
            {
                _turn.Exit();
            }

            // The appender that found the turn taken relies on this look at the end, so it must not move before the exit.
            Interlocked.MemoryBarrier();
            if (after == before) return;
            if (after < log.EndOffset && Behind > RecordsPerTurn * RecordView.MinLength)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static dispatcher => dispatcher.Pump(), this, false);
                return;
            }
        }
    }

    /// <summary>Runs something while nothing is dispatched, then dispatches what came meanwhile.</summary>
    public T WhileStill<T>(Func<T> action)
    {
        T result;
        lock (_turn)
        {
            _lastTopic = null;
            result = action();
        }

        Pump();
        return result;
    }

    /// <summary>Dispatches what is left and nothing after that.</summary>
    public void Stop()
    {
        Pump();
        lock (_turn)
        {
            while (_position < log.EndOffset)
            {
                var before = _position;
                TakeTurn();
                if (_position == before) break;
            }

            _stopped = true;
            _retry?.Dispose();
        }
    }

    private long Behind => log.EndOffset - Position;

    private void TakeTurn()
    {
        try
        {
            DispatchSegment(RecordsPerTurn);
            trouble.Clear(DiskUse.Dispatch);
        }
        catch (Exception failure) when (DiskTrouble.IsCausedBy(failure))
        {
            trouble.Report(DiskUse.Dispatch, $"Messages behind log position {_position} are not visible: {failure.Message}");
            _retry ??= clock.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _retry.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    private void DispatchSegment(int atMost)
    {
        // A follower's log may begin behind zero.
        if (_position < log.MinOffset) Volatile.Write(ref _position, log.MinOffset);
        if (log.Segments.Acquire(_position) is not { } segment) return;
        try
        {
            for (var count = 0; count < atMost && _position < log.EndOffset && _position < segment.EndOffset; count++)
            {
                var at = (int)(_position - segment.BaseOffset);
                var limit = (int)(Math.Min(segment.EndOffset, log.EndOffset) - _position);
                var kind = RecordView.Parse(segment.Span(at, limit), out var record);
                if (kind == RecordKind.Message)
                {
                    Dispatch(record);
                    if (_hasGap) return;
                }
                else if (kind == RecordKind.Blank) Volatile.Write(ref _position, segment.EndOffset);
                else
                {
                    // A follower may have got half a record so far; anything else cannot happen to bytes this process wrote.
                    if (kind == RecordKind.Corrupt) LogCorrupt(_position);
                    return;
                }
            }
        }
        finally
        {
            segment.Release();
        }
    }

    private void Dispatch(in RecordView record)
    {
        var properties = new DispatchProperties(record.Properties);
        ConsumeQueue? queue = null;
        long tagsCode = 0;
        var queueId = record.QueueId;
        if (record.SystemFlags.IsQueued() && QueueTable.IsValidId(queueId))
        {
            queue = FindQueue(record.Topic, queueId);
            if (_isStrict && record.QueueOffset > queue.MaxOffset)
            {
                _hasGap = true;
                return;
            }

            if (hooks.TagsCodes is not { } codes || !codes.TryGetTagsCode(record, out tagsCode)) tagsCode = JavaHash.OfUtf8(properties.Tags);
            queue.Put(record.QueueOffset, new QueueEntry(record.PhysicalOffset, record.Size, tagsCode));
            flusher.OnWritten(queue);
        }

        index?.Put(record, properties);
        Volatile.Write(ref _lastTimestamp, record.StoreTimestamp);
        Volatile.Write(ref _position, record.PhysicalOffset + record.Size);
        if (_live && queue is not null) Announce(queue, record, tagsCode);
    }

    private ConsumeQueue FindQueue(ReadOnlySpan<byte> topic, int queueId)
    {
        if (_lastTopic is null || !topic.SequenceEqual(_lastTopic.Utf8)) _lastTopic = queues.Find(topic);
        if (_lastTopic?.Find(queueId) is { } known) return known;
        return queues.GetOrAdd(System.Text.Encoding.UTF8.GetString(topic), queueId);
    }

    private void Announce(ConsumeQueue queue, in RecordView record, long tagsCode)
    {
        if (hooks.Arrivals is not { } arrivals) return;
        try
        {
            arrivals.OnArrived(new MessageArrival(
                queue.Topic, queue.QueueId, record.QueueOffset + 1, tagsCode, record.StoreTimestamp, record.PhysicalOffset, record.Size));
        }
        catch (Exception failure)
        {
            LogListenerFailed(failure, queue.Topic, queue.QueueId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No record can be read at log position {Position}; dispatch stands still")]
    private partial void LogCorrupt(long position);

    [LoggerMessage(Level = LogLevel.Error, Message = "The arrival listener failed for topic {Topic} queue {QueueId}")]
    private partial void LogListenerFailed(Exception failure, string topic, int queueId);
}
