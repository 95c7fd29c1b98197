using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Sending;
using RocketMQ.Model;
using RocketMQ.Store;
using RocketMQ.Store.Timers;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Takes one message out of the waiting queue: into its own queue when its time has come, else back to the end of the waiting queue.</summary>
/// <remarks>The delivery loop uses it alone; it keeps its buffers.</remarks>
internal sealed partial class TimerHand(IMessageStore store, Redelivery redelivery, TimeProvider time, ILogger<TimerHand> logger)
{
    private readonly byte[] _first = new byte[short.MaxValue + TimerProperties.Added];
    private readonly byte[] _second = new byte[short.MaxValue + TimerProperties.Added];

    /// <param name="entry">What the index says.</param>
    /// <param name="window">Milliseconds a message stays in place.</param>
    /// <param name="isDamaged">Whether the index says what the log does not bear out, though it still has the message.</param>
    /// <returns>Log position behind what was written; null where it must be tried again.</returns>
    public long? Deliver(TimerEntry entry, long window, out bool isDamaged)
    {
        isDamaged = false;
        using var lease = entry.PhysicalOffset < 0 ? null : store.ReadRecord(entry.PhysicalOffset);
        if (lease is not null && WaitingRecord.TryRead(lease.Span, window, out var waiting) && waiting.Record.QueueOffset == entry.QueueOffset)
            return Deliver(waiting);
        isDamaged = entry.PhysicalOffset < 0 || entry.PhysicalOffset >= store.MinPhysicalOffset;
        if (!isDamaged)
            LogGone(entry.PhysicalOffset);
        return 0;
    }

    /// <returns>Log position behind what was written; null where it must be tried again.</returns>
    public long? Deliver(WaitingRecord waiting) => waiting.Rolls ? Roll(waiting.Record) : Finish(waiting.Record);

    /// <summary>Writes a message that still waits anew, so that it outlives the log file it stands in.</summary>
    public long? Roll(RecordView record)
    {
        var result = store.Append(Anew(record, Stamp(record, isRolled: true)));
        // With what is noted in it, it may have become too long; then nothing is.
        return EndOf(record, result.Status == AppendStatus.MessageIllegal ? store.Append(Anew(record, record.Properties)) : result);
    }

    private long? Finish(RecordView record)
    {
        var result = redelivery.ToRealQueue(record, Stamp(record, isRolled: false));
        if (result is { Status: AppendStatus.MessageIllegal })
            result = redelivery.ToRealQueue(record, record.Properties);
        if (result is { } outcome)
            return EndOf(record, outcome);
        LogDropped(record.PhysicalOffset);
        return 0;
    }

    private static MessageAppend Anew(RecordView record, ReadOnlySpan<byte> properties) =>
        RecordCopy.To(record, SystemTopics.Timer, 0, record.StoreHost, properties);

    private ReadOnlySpan<byte> Stamp(RecordView record, bool isRolled) => TimerProperties.Stamp(
        record.Properties, TimerSlots.Of(record.StoreTimestamp), time.GetUtcNow().ToUnixTimeMilliseconds(), isRolled, _first, _second);

    private long? EndOf(RecordView record, in AppendResult result)
    {
        if (result.IsStored)
            return result.EndOffset;
        LogNotDelivered(record.PhysicalOffset, result.Problem);
        return result.Status == AppendStatus.MessageIllegal ? 0 : null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The waiting message at log position {Offset} is gone; it is not delivered")]
    private partial void LogGone(long offset);

    [LoggerMessage(Level = LogLevel.Error, Message = "The waiting message at log position {Offset} does not say where it is to go; it is not delivered")]
    private partial void LogDropped(long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The waiting message at log position {Offset} could not be delivered: {Problem}")]
    private partial void LogNotDelivered(long offset, string? problem);
}
