using Microsoft.Extensions.Logging;
using RocketMQ.Model;
using RocketMQ.Store;
using RocketMQ.Store.Timers;

namespace RocketMQ.Broker.Scheduling;

/// <summary>
/// Delivers messages with a delivery time of their own (5.x: TIMER_DELIVER_MS and kin). They wait in the log, in the queue of a system
/// topic; an index on disk says which of them are due when (docs/decisions/0012-timer-index.md).
/// </summary>
/// <remarks>
/// One loop owns everything: it moves new messages of the waiting queue into the index, delivers what is due and sleeps until there is
/// more, so an idle broker does nothing. Nothing is opened before the first such message. A stop in order repeats and loses nothing; a
/// killed process repeats at most the message that it was delivering; the index is built anew from the log then. A slave does nothing.
/// </remarks>
internal sealed partial class TimerDelivery(
    IMessageStore store, TimerHand hand, TimerRecovery recovery, string folder, TimeProvider time, ILogger<TimerDelivery> logger) : IAsyncDisposable
{
    private const int BatchSize = 32;

    /// <summary>Messages delivered or moved before the other of the two has its turn.</summary>
    private const int MostInTurn = 4096;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Alarm _alarm = new(time);
    private Task _loop = Task.CompletedTask;
    private volatile TimerBook? _book;
    private long _waiting;

    /// <summary>Messages that wait in the index.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>A message that waits has become visible, or the broker has become a master.</summary>
    public void Signal() => _alarm.Signal();

    /// <summary>Notes how far it got for a crash of the machine.</summary>
    public void SaveDurable() => _book?.SaveDurable(store.FlushedOffset);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _book?.Close();
        _book?.Dispose();
        _stopping.Dispose();
        _alarm.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var sleep = AfterFailure;
            try
            {
                sleep = Turn();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogFailed(failure, folder);
            }

            await _alarm.SleepAsync(sleep, _stopping.Token);
        }
    }

    /// <summary>Does a part of what there is to do and tells how long to sleep before the next.</summary>
    private TimeSpan Turn()
    {
        if (store.IsFollower)
        {
            Forget();
            return LongestSleep;
        }

        if (store.GetMaxOffset(SystemTopics.Timer, 0) == 0)
            return LongestSleep;
        var book = _book;
        if (book is null)
        {
            book = new TimerBook(folder);
            if (!TryRecover(book))
                return AfterFailure;
            _book = book;
        }

        var delivered = DeliverDue(book);
        var moved = MoveNew(book);
        Volatile.Write(ref _waiting, book.Index.Count);
        return delivered < moved ? delivered : moved;
    }

    private bool TryRecover(TimerBook book)
    {
        var ready = false;
        try
        {
            return ready = recovery.TryRun(book, _stopping.Token);
        }
        finally
        {
            if (!ready)
                book.Dispose();
        }
    }

    /// <summary>As a slave again: what is delivered from now on is its master's business, and is found out when it is a master the next time.</summary>
    private void Forget()
    {
        _book?.Close();
        _book?.Dispose();
        _book = null;
        TimerBook.NoteFollowed(folder);
    }

    /// <summary>Delivers what is due, earliest slot first, and tells how long the rest has to wait.</summary>
    private TimeSpan DeliverDue(TimerBook book)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var turn = 0; turn < MostInTurn;)
        {
            if (_stopping.IsCancellationRequested)
                return TimeSpan.Zero;
            var from = book.Progress.Slot;
            if (book.Index.NextSlot(from) is not { } slot || TimerSlots.DueOf(slot) > now)
            {
                PassTo(book, TimerSlots.Of(now) - TimerSlots.Length);
                return Rest(book, now);
            }

            if (!DeliverSlot(book, slot, ref turn))
                return AfterFailure;
        }

        return TimeSpan.Zero;
    }

    private bool DeliverSlot(TimerBook book, long slot, ref int turn)
    {
        for (; turn < MostInTurn && !_stopping.IsCancellationRequested && book.Index.TryPeek(slot, out var entry); turn++)
        {
            var end = hand.Deliver(entry, book.Progress.Window, out var isDamaged);
            if (isDamaged)
                return recovery.TryRebuild(book, _stopping.Token);
            if (end is null)
                return false;
            book.Index.RemoveFirst(slot);
            book.Progress = book.Progress with { Slot = slot, DoneInSlot = entry.QueueOffset, LogEnd = Math.Max(book.Progress.LogEnd, end.Value) };
        }

        if (!book.Index.TryPeek(slot, out _))
            book.Progress = book.Progress with { Slot = slot, DoneInSlot = TimerProgress.Closed };
        return true;
    }

    /// <summary>Slots in which nothing waits are behind us too.</summary>
    private static void PassTo(TimerBook book, long slot)
    {
        if (slot > book.Progress.Slot)
            book.Progress = book.Progress with { Slot = slot, DoneInSlot = TimerProgress.Closed };
    }

    private static TimeSpan Rest(TimerBook book, long now) => book.Index.NextSlot(book.Progress.Slot) is { } slot
        ? TimeSpan.FromMilliseconds(Math.Min(TimerSlots.DueOf(slot) - now, LongestSleep.TotalMilliseconds))
        : LongestSleep;

    /// <summary>Moves new messages into the index and tells how soon to go on.</summary>
    private TimeSpan MoveNew(TimerBook book)
    {
        for (var turn = 0; turn < MostInTurn; turn += BatchSize)
        {
            if (_stopping.IsCancellationRequested)
                return TimeSpan.Zero;
            var offset = book.Progress.Enqueued;
            using var read = store.Read(SystemTopics.Timer, 0, offset, BatchSize, int.MaxValue, null);
            foreach (var bytes in read.Records)
            {
                if (!WaitingRecord.TryRead(bytes.Span, book.Progress.Window, out var waiting))
                    LogNotWaiting(offset);
                else if (!TryMove(book, waiting))
                    return AfterFailure;
            }

            if (read.NextBeginOffset <= offset)
                return Rest(book, time.GetUtcNow().ToUnixTimeMilliseconds());
            book.Progress = book.Progress with { Enqueued = read.NextBeginOffset };
        }

        return TimeSpan.Zero;
    }

    private bool TryMove(TimerBook book, WaitingRecord waiting)
    {
        var progress = book.Progress;
        var slot = waiting.Slot;
        if (slot - progress.Slot >= TimerIndex.Reach)
            return false;
        var end = waiting.EndOffset;
        if (progress.IsPast(slot))
        {
            if (hand.Deliver(waiting) is not { } delivered)
                return false;
            end = Math.Max(end, delivered);
        }
        else
        {
            book.Index.Add(slot, waiting.Entry);
        }

        book.Progress = progress with { Enqueued = waiting.Record.QueueOffset + 1, LogEnd = Math.Max(progress.LogEnd, end) };
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages with a delivery time of their own wait on, their files in {Folder} can not be used")]
    private partial void LogFailed(Exception failure, string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "A record behind offset {Offset} of the waiting queue says not when it is due; it is not delivered")]
    private partial void LogNotWaiting(long offset);
}
