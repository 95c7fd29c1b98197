using RocketMQ.Broker.Sending;
using RocketMQ.Model;
using RocketMQ.Store.Timers;

namespace RocketMQ.Broker.Scheduling;

/// <summary>A record of the queue of waiting messages, read far enough to know when it is looked at again.</summary>
internal readonly ref struct WaitingRecord
{
    private readonly long _outAt;

    private WaitingRecord(RecordView record, long outAt, long window)
    {
        Record = record;
        _outAt = outAt;
        Slot = TimerSlots.Place(outAt, record.StoreTimestamp, window);
    }

    public RecordView Record { get; }

    /// <summary>The slot in which it is looked at again.</summary>
    public long Slot { get; }

    /// <summary>Whether its time has not come in that slot, so that it is written anew instead of delivered.</summary>
    public bool Rolls => TimerSlots.Of(_outAt) > Slot;

    public TimerEntry Entry => new(Record.QueueOffset, Record.PhysicalOffset);

    public long EndOffset => Record.PhysicalOffset + Record.Size;

    /// <summary>False where the bytes are no message that waits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long window, out WaitingRecord waiting)
    {
        waiting = default;
        if (RecordView.Parse(bytes, out var record) != RecordKind.Message
            || !record.Topic.SequenceEqual("rmq_sys_wheel_timer"u8)
            || PropertyNumber.Of(record.Property("TIMER_OUT_MS"u8)) is not { } outAt || outAt <= 0)
            return false;
        waiting = new WaitingRecord(record, outAt, window);
        return true;
    }
}
