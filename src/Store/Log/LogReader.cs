using RocketMQ.Model;

namespace RocketMQ.Store.Log;

/// <summary>Reads records out of the log in place; every result is a lease on the segment it lies in. Takes no lock.</summary>
internal sealed class LogReader(CommitLog log)
{
    /// <summary>The record that starts at a position, or null where none does.</summary>
    public RecordLease? ReadRecord(long offset)
    {
        if (!InRange(offset) || log.Segments.Acquire(offset) is not { } segment) return null;
        var position = (int)(offset - segment.BaseOffset);
        var limit = (int)(Math.Min(segment.EndOffset, log.EndOffset) - offset);
        if (RecordView.Parse(segment.Span(position, limit), out var view) == RecordKind.Message && view.PhysicalOffset == offset)
            return new RecordLease(segment, segment.Memory(position, view.Size));
        segment.Release();
        return null;
    }

    public RecordLease? ReadRaw(long offset, int maxBytes)
    {
        if (!InRange(offset) || log.Segments.Acquire(offset) is not { } segment) return null;
        var length = (int)Math.Min(maxBytes, Math.Min(segment.EndOffset, log.EndOffset) - offset);
        return new RecordLease(segment, segment.Memory((int)(offset - segment.BaseOffset), length));
    }

    /// <summary>Store time of the record at a position; −1 where none starts.</summary>
    public long StoreTimestampAt(long offset)
    {
        if (!InRange(offset) || log.Segments.Acquire(offset) is not { } segment) return -1;
        var position = (int)(offset - segment.BaseOffset);
        var limit = (int)(Math.Min(segment.EndOffset, log.EndOffset) - offset);
        var time = RecordView.Parse(segment.Span(position, limit), out var view) == RecordKind.Message ? view.StoreTimestamp : -1;
        segment.Release();
        return time;
    }

    private bool InRange(long offset) => offset >= log.MinOffset && offset < log.EndOffset;
}
