using System.Text;
using Microsoft.Extensions.Logging;
using RocketMQ.Model;
using RocketMQ.Store;
using RocketMQ.Store.Timers;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Makes the index of waiting messages right again when a broker starts or becomes a master.</summary>
/// <param name="store">The log, which is the truth.</param>
/// <param name="hand">Delivers what is overdue.</param>
/// <param name="window">Milliseconds a message may stay in place before it is written anew.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it logs.</param>
internal sealed partial class TimerRecovery(IMessageStore store, TimerHand hand, long window, TimeProvider time, ILogger<TimerRecovery> logger)
{
    private const int BatchSize = 32;

    /// <summary>How much earlier than needed the scan begins, in milliseconds: store times come from a clock that may be set.</summary>
    private const long Slack = 3600_000;

    /// <returns>False where the log takes no messages now, or the broker stops.</returns>
    public bool TryRun(TimerBook book, CancellationToken stopping)
    {
        var known = book.Load(store.MaxPhysicalOffset);
        var isWhole = book.TryLoadIndex() && known is not null;
        if (known is null || book.HasFollowed)
            return TryBegin(book, known, stopping);
        book.Progress = known.Value with { Enqueued = Math.Min(known.Value.Enqueued, store.GetMaxOffset(SystemTopics.Timer, 0)) };
        if (!isWhole && !TryRebuild(book, stopping))
            return false;
        return book.Progress.Window == window || TryRollAll(book, stopping);
    }

    /// <summary>
    /// The files do not say what has been delivered, or only up to when another broker went on: the log does, as far as messages have a
    /// unique key. Of the others none is lost.
    /// </summary>
    private bool TryBegin(TimerBook book, TimerProgress? known, CancellationToken stopping)
    {
        book.Index.Clear();
        var past = TimerSlots.Of(time.GetUtcNow().ToUnixTimeMilliseconds()) - TimerSlots.Length;
        var progress = new TimerProgress(window, past, TimerProgress.Closed, store.GetMaxOffset(SystemTopics.Timer, 0), 0, store.MaxPhysicalOffset);
        var overdue = 0;
        var isDone = TryScan(store.GetMinOffset(SystemTopics.Timer, 0), progress, waiting =>
        {
            if (!progress.IsPast(waiting.Slot))
                book.Index.Add(waiting.Slot, waiting.Entry);
            else if (!IsNoted(waiting, known) && !WasDelivered(waiting.Record))
            {
                overdue++;
                return hand.Deliver(waiting) is not null;
            }

            return true;
        }, stopping);
        if (!isDone)
            return false;
        book.Progress = progress with { LogEnd = store.MaxPhysicalOffset };
        book.ForgetFollowed();
        // The very first message needs no note.
        if (progress.Enqueued > 1)
            LogBegun(book.Index.Count, overdue);
        return true;
    }

    private static bool IsNoted(WaitingRecord waiting, TimerProgress? known) =>
        known is { } noted && waiting.Record.QueueOffset < noted.Enqueued
        && WaitingRecord.TryRead(waiting.Record.Bytes, noted.Window, out var then) && noted.IsDone(then.Slot, then.Record.QueueOffset);

    /// <summary>Fills the index with what waits according to the log.</summary>
    public bool TryRebuild(TimerBook book, CancellationToken stopping)
    {
        book.Index.Clear();
        var progress = book.Progress;
        var from = Math.Max(progress.From, store.GetOffsetByTime(SystemTopics.Timer, 0, progress.Slot - progress.Window - Slack));
        var isDone = TryScan(Math.Max(from, store.GetMinOffset(SystemTopics.Timer, 0)), progress, waiting =>
        {
            if (!progress.IsDone(waiting.Slot, waiting.Record.QueueOffset))
                book.Index.Add(waiting.Slot, waiting.Entry);
            return true;
        }, stopping);
        LogRebuilt(book.Index.Count);
        return isDone;
    }

    /// <summary>
    /// Messages may stay in place for another time than before, so the slots of those that wait would not be found again: all are
    /// written anew.
    /// </summary>
    private bool TryRollAll(TimerBook book, CancellationToken stopping)
    {
        LogRolling(book.Index.Count, book.Progress.Window / 1000, window / 1000);
        while (book.Index.NextSlot(book.Progress.Slot) is { } slot)
        {
            while (book.Index.TryPeek(slot, out var entry))
            {
                using var lease = store.ReadRecord(entry.PhysicalOffset);
                if (stopping.IsCancellationRequested
                    || (lease is not null && RecordView.Parse(lease.Span, out var record) == RecordKind.Message && hand.Roll(record) is null))
                    return false;
                book.Index.RemoveFirst(slot);
            }
        }

        book.Index.Clear();
        var past = TimerSlots.Of(time.GetUtcNow().ToUnixTimeMilliseconds()) - TimerSlots.Length;
        var enqueued = book.Progress.Enqueued;
        book.Progress = new TimerProgress(window, past, TimerProgress.Closed, enqueued, enqueued, store.MaxPhysicalOffset);
        return true;
    }

    private bool TryScan(long from, TimerProgress progress, TakeWaiting take, CancellationToken stopping)
    {
        for (var offset = from; offset < progress.Enqueued;)
        {
            if (stopping.IsCancellationRequested)
                return false;
            using var read = store.Read(SystemTopics.Timer, 0, offset, BatchSize, int.MaxValue, null);
            foreach (var bytes in read.Records)
            {
                if (!WaitingRecord.TryRead(bytes.Span, progress.Window, out var waiting))
                    continue;
                if (waiting.Record.QueueOffset >= progress.Enqueued)
                    return true;
                if (!take(waiting))
                    return false;
            }

            if (read.NextBeginOffset <= offset)
                return true;
            offset = read.NextBeginOffset;
        }

        return true;
    }

    /// <summary>Whether the same message stands in its own queue, or further behind among the waiting ones.</summary>
    private bool WasDelivered(RecordView record)
    {
        if (record.Property("UNIQ_KEY"u8) is not { IsEmpty: false } key)
            return false;
        var (unique, topic) = (Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(record.Property("REAL_TOPIC"u8)));
        using var delivered = store.QueryByKey(topic, unique, 1, record.StoreTimestamp, long.MaxValue);
        if (delivered.Count > 0)
            return true;
        using var waiting = store.QueryByKey(SystemTopics.Timer, unique, 1, record.StoreTimestamp, long.MaxValue);
        return waiting.Count > 0 && RecordView.Parse(waiting[0].Span, out var newest) == RecordKind.Message
            && newest.PhysicalOffset > record.PhysicalOffset;
    }

    /// <returns>False to end the scan without success.</returns>
    private delegate bool TakeWaiting(WaitingRecord waiting);

    [LoggerMessage(Level = LogLevel.Information, Message = "Nothing says how far messages with a delivery time were delivered: {Waiting} of the log wait, {Overdue} were overdue and are delivered now")]
    private partial void LogBegun(long waiting, int overdue);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} messages with a delivery time of their own wait; their index was built anew from the log")]
    private partial void LogRebuilt(long count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} waiting messages are written anew, since they may now stay in place for {New} seconds instead of {Old}")]
    private partial void LogRolling(long count, long old, long @new);
}
