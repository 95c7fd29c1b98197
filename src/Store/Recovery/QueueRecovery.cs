using System.Text;
using RocketMQ.Model;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Recovery;

/// <summary>Where a queue ends after a crash.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="MaxOffset">Offset behind its last good entry.</param>
/// <param name="From">Log position from which on records have to be dispatched again; before the safe one where an entry is damaged.</param>
internal readonly record struct SafeEnd(ConsumeQueue Queue, long MaxOffset, long From);

/// <summary>Finds where each queue ends when a store is opened (docs/protocol.md 4.8 step 3).</summary>
internal sealed class QueueRecovery(SegmentList log)
{
    /// <summary>Entries seen so far that lead behind the end of the log.</summary>
    public long Lost { get; private set; }

    /// <summary>Where the furthest of their records ended.</summary>
    public long Reaches { get; private set; }

    /// <summary>Files of a queue that are looked at entry by entry after a crash, at least.</summary>
    private const int FilesToScan = 3;

    /// <summary>After a clean stop entries have no gaps, so the end is found by bisection.</summary>
    /// <returns>Whether the last entry is that of its record, and the files are in order; otherwise the queue is damaged.</returns>
    public bool FindCleanEnd(ConsumeQueue queue, long logEnd)
    {
        if (queue.Segments.Last is not { } last) return true;
        var written = Bisect(last);
        last.Forget(0, last.Length);
        CutAt(queue, (last.BaseOffset / QueueEntry.Length) + written, zeroTail: false);
        var max = queue.MaxOffset;
        for (; queue.TryGet(max - 1, out var entry) && !entry.IsFiller && entry.EndOffset > logEnd; max--) Count(entry);
        if (max < queue.MaxOffset) CutAt(queue, max, zeroTail: true);
        return AreInOrder(queue, logEnd) && (!queue.TryGet(max - 1, out var end) || IsOfItsRecord(queue, max - 1, end));
    }

    /// <summary>Whether the first and the last entry of each full file may be what they should; looking at more would take too long.</summary>
    private static bool AreInOrder(ConsumeQueue queue, long logEnd)
    {
        long position = 0;
        foreach (var segment in queue.Segments.Snapshot.AsSpan(..^1))
        {
            var (first, last) = (Entry(segment, 0), Entry(segment, (segment.Length / QueueEntry.Length) - 1));
            if (!IsGood(first, position, logEnd) || !IsGood(last, position, logEnd)) return false;
            if (!last.IsFiller) position = last.EndOffset;
        }

        return true;
    }

    /// <summary>After a crash only entries of records before a safe position are certainly on disk. Changes nothing.</summary>
    public SafeEnd FindSafeEnd(ConsumeQueue queue, long safePosition)
    {
        var segments = queue.Segments.Snapshot;
        if (segments.Length == 0) return new SafeEnd(queue, 0, safePosition);
        var first = Math.Max(0, segments.Length - FilesToScan);
        while (first > 0 && !IsGood(Entry(segments[first], 0), 0, safePosition)) first--;
        var (end, isDamaged) = Scan(segments.AsSpan(first), safePosition);
        var kept = end;
        // A page that is torn inside an entry may leave something that only looks like one.
        while (kept > segments[0].BaseOffset / QueueEntry.Length && !IsOfItsRecord(queue, kept - 1, EntryAt(queue, kept - 1))) kept--;
        if (kept == end && !isDamaged) return new SafeEnd(queue, end, safePosition);
        var last = kept == segments[0].BaseOffset / QueueEntry.Length ? default : EntryAt(queue, kept - 1);
        return new SafeEnd(queue, kept, last.IsFiller ? 0 : Math.Min(safePosition, last.EndOffset));
    }

    /// <summary>Counts what a queue has, from an offset on, of records that are not in the log any more. Changes nothing.</summary>
    public void CountLost(ConsumeQueue queue, long offset, long logEnd)
    {
        foreach (var segment in queue.Segments.Snapshot)
        {
            for (var at = (int)Math.Max(0, offset - (segment.BaseOffset / QueueEntry.Length)); at < segment.Length / QueueEntry.Length; at++)
            {
                var entry = Entry(segment, at);
                if (!entry.IsWritten) break;
                if (IsGood(entry, logEnd, long.MaxValue) && !entry.IsFiller) Count(entry);
            }
        }
    }

    /// <summary>Ends a queue at an offset; what follows is made zero, to be written again.</summary>
    public static void CutAt(ConsumeQueue queue, long maxOffset, bool zeroTail)
    {
        var end = maxOffset * QueueEntry.Length;
        var isCut = false;
        while (queue.Segments.Last is { } last && last.BaseOffset >= end && queue.Segments.Snapshot.Length > 1)
        {
            queue.Segments.RemoveLast();
            isCut = true;
        }

        if (zeroTail && queue.Segments.Last is { } cut && cut.EndOffset > end)
        {
            var position = (int)Math.Max(0, end - cut.BaseOffset);
            isCut |= cut.Span(position, QueueEntry.Length).ContainsAnyExcept((byte)0);
            queue.Segments.ZeroTailOfLast(position);
        }

        queue.SetEnd(maxOffset, isCut);
    }

    private void Count(QueueEntry entry)
    {
        Lost++;
        Reaches = Math.Max(Reaches, entry.EndOffset);
    }

    private static bool IsGood(QueueEntry entry, long from, long to) =>
        entry.IsWritten && (entry.IsFiller || (entry.PhysicalOffset >= from && entry.EndOffset <= to && entry.Size >= RecordView.MinLength));

    /// <summary>Offset behind the last entry, from the front, that is before the safe position and behind the entry before it.</summary>
    private static (long End, bool IsDamaged) Scan(ReadOnlySpan<Segment> segments, long safePosition)
    {
        long position = 0;
        foreach (var segment in segments)
        {
            var entries = segment.Length / QueueEntry.Length;
            for (var at = 0; at < entries; at++)
            {
                var entry = Entry(segment, at);
                if (IsGood(entry, position, safePosition))
                {
                    if (!entry.IsFiller) position = entry.EndOffset;
                    continue;
                }

                segment.Forget(0, segment.Length);
                return ((segment.BaseOffset / QueueEntry.Length) + at, entry != default && entry.PhysicalOffset < safePosition);
            }

            segment.Forget(0, segment.Length);
        }

        return (segments[^1].EndOffset / QueueEntry.Length, false);
    }

    /// <summary>Whether an entry points to the record that has its topic, queue and offset, or to one that has expired.</summary>
    private bool IsOfItsRecord(ConsumeQueue queue, long offset, QueueEntry entry)
    {
        if (entry.IsFiller || (entry.PhysicalOffset >= 0 && entry.PhysicalOffset < log.MinOffset)) return true;
        if (log.Find(entry.PhysicalOffset) is not { } segment) return false;
        return RecordView.Parse(segment.SpanFrom((int)(entry.PhysicalOffset - segment.BaseOffset)), out var record) == RecordKind.Message
            && record.Size == entry.Size && record.QueueOffset == offset && record.QueueId == queue.QueueId
            && Encoding.UTF8.GetString(record.Topic) == queue.Topic;
    }

    /// <summary>Most queues of a store with very many are short: looking near the front first touches one page of each instead of ten.</summary>
    private static int Bisect(Segment segment)
    {
        var (low, high) = (0, 1);
        var entries = segment.Length / QueueEntry.Length;
        while (high < entries && Entry(segment, high - 1).IsWritten) (low, high) = (high, high * 2);
        high = Math.Min(high, entries);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Entry(segment, middle).IsWritten) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static QueueEntry EntryAt(ConsumeQueue queue, long offset)
    {
        var segment = queue.Segments.Find(offset * QueueEntry.Length)!;
        return Entry(segment, (int)(offset - (segment.BaseOffset / QueueEntry.Length)));
    }

    private static QueueEntry Entry(Segment segment, int index) =>
        QueueEntry.Read(segment.Span(index * QueueEntry.Length, QueueEntry.Length));
}
