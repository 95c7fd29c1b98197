using RocketMQ.Model;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Recovery;

/// <summary>Where a log ends, and from where on queues and index may lack records.</summary>
internal readonly record struct RecoveredLog(long EndOffset, long RedispatchFrom, long LastStoreTimestamp, string? CutBecause);

/// <summary>Finds the end of the log when a store is opened (docs/protocol.md 4.8 step 4). Reads only.</summary>
internal static class LogRecovery
{
    /// <summary>What a disk writes as a whole: a record that is torn lacks all its bytes in some of these.</summary>
    private const int SectorSize = 512;

    public static RecoveredLog FindEnd(SegmentList segments, Checkpoint checkpoint, SafePoint safePoint, bool clean, bool checkCrc)
    {
        if (segments.IsEmpty) return new RecoveredLog(0, 0, 0, null);
        if (clean && safePoint.CleanEnd is { } known && IsEnd(segments, known))
            return new RecoveredLog(known, known, checkpoint.LogTimestamp, null);
        var all = segments.Snapshot;
        if (!clean && safePoint.Position is { } safe && IsRecordOrEnd(segments, safe)) return Scan(all, safe, clean, checkCrc);
        var first = clean ? Math.Max(0, all.Length - 3) : SafeSegment(all, checkpoint.SafeTimestamp);
        return Scan(all, all[first].BaseOffset, clean, checkCrc);
    }

    /// <summary>Goes over all records from one on, whatever was noted: for when the queues say that the log has a hole.</summary>
    public static RecoveredLog Rescan(SegmentList segments, long start, bool clean, bool checkCrc) => Scan(segments.Snapshot, start, clean, checkCrc);

    /// <summary>Whether nothing was written at a position, which then may be the end. A file that lost its content does not begin with a record.</summary>
    private static bool IsEnd(SegmentList segments, long offset)
    {
        if (segments.Find(offset - 1) is { } before && RecordView.Parse(before.SpanFrom(0), out _) is RecordKind.Empty or RecordKind.Corrupt) return false;
        if (offset == segments.Last!.EndOffset) return true;
        if (segments.Find(offset) is not { } segment) return false;
        var position = (int)(offset - segment.BaseOffset);
        return !segment.Span(position, Math.Min(RecordView.BlankLength, segment.Length - position)).ContainsAnyExcept((byte)0);
    }

    private static bool IsRecordOrEnd(SegmentList segments, long offset) =>
        segments.Find(offset) is { } segment
        && (IsEnd(segments, offset)
            || (RecordView.Parse(segment.SpanFrom((int)(offset - segment.BaseOffset)), out var view) == RecordKind.Message && view.PhysicalOffset == offset));

    /// <summary>The newest segment that begins with a record which is certainly in queues and index.</summary>
    private static int SafeSegment(Segment[] segments, long safeTimestamp)
    {
        for (var i = segments.Length - 1; i > 0; i--)
        {
            if (RecordView.Parse(segments[i].SpanFrom(0), out var view) == RecordKind.Message
                && view.StoreTimestamp > 0 && view.StoreTimestamp <= safeTimestamp) return i;
        }

        return 0;
    }

    private static RecoveredLog Scan(Segment[] segments, long start, bool clean, bool checkCrc)
    {
        long time = 0;
        foreach (var segment in segments)
        {
            if (segment.EndOffset <= start) continue;
            var (end, lastTime, verdict) = ScanSegment(segment, (int)Math.Max(0, start - segment.BaseOffset), clean, checkCrc);
            segment.Forget(0, segment.Length);
            if (lastTime > 0) time = lastTime;
            if (verdict == RecordKind.Blank) continue;
            return new RecoveredLog(segment.BaseOffset + end, start, time, Reason(verdict));
        }

        return new RecoveredLog(segments[^1].EndOffset, start, time, null);
    }

    private static (int End, long LastTime, RecordKind Verdict) ScanSegment(Segment segment, int start, bool clean, bool checkCrc)
    {
        var (at, last) = (start, start);
        long time = 0;
        while (true)
        {
            var kind = RecordView.Parse(segment.SpanFrom(at), out var view);
            if (kind == RecordKind.Empty && at > start && IsTornAfterBody(segment.SpanFrom(last))) return (last, time, RecordKind.Incomplete);
            if (kind != RecordKind.Message) return (at, time, kind);
            if (view.PhysicalOffset != segment.BaseOffset + at || (checkCrc && !view.HasValidCrc)) return (at, time, RecordKind.Corrupt);
            if (!clean && LacksSector(view, at)) return (at, time, RecordKind.Incomplete);
            time = view.StoreTimestamp;
            last = at;
            at += view.Size;
        }
    }

    /// <summary>
    /// The checksum covers the body only. A last record whose topic or properties run out into zero bytes was torn behind its body: both
    /// are text.
    /// </summary>
    private static bool IsTornAfterBody(ReadOnlySpan<byte> source) =>
        RecordView.Parse(source, out var view) == RecordKind.Message && (view.Topic is [.., 0] || view.Properties is [.., 0]);

    /// <summary>
    /// Nor does the checksum cover topic and properties of a record in the middle. What a disk did not write of them is zero, in whole
    /// sectors; no text is, see <see cref="Appender"/>.
    /// </summary>
    private static bool LacksSector(RecordView record, int position)
    {
        var propertiesAt = position + record.Size - record.Properties.Length;
        return LacksSector(record.Topic, propertiesAt - 2 - record.Topic.Length) || LacksSector(record.Properties, propertiesAt);
    }

    private static bool LacksSector(ReadOnlySpan<byte> text, int position)
    {
        while (!text.IsEmpty)
        {
            var length = Math.Min(text.Length, SectorSize - (position % SectorSize));
            if (!text[..length].ContainsAnyExcept((byte)0)) return true;
            text = text[length..];
            position += length;
        }

        return false;
    }

    private static string? Reason(RecordKind verdict) => verdict switch
    {
        RecordKind.Corrupt => "a record is damaged",
        RecordKind.Incomplete => "a record is incomplete",
        _ => null,
    };
}
