using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Recovery;

/// <summary>Finds where each queue ends when a store is opened (docs/protocol.md 4.8 step 3).</summary>
internal static class QueueRecovery
{
    /// <summary>
    /// After a clean stop entries have no gaps, so the end is found by bisection. After a crash pages may be missing anywhere in the last
    /// files: every entry of them is looked at, and what follows the first gap is made zero.
    /// </summary>
    public static void FindEnd(ConsumeQueue queue, bool clean)
    {
        var segments = queue.Segments.Snapshot;
        if (segments.Length == 0) return;
        var first = clean ? segments.Length - 1 : Math.Max(0, segments.Length - 3);
        for (var i = first; i < segments.Length; i++)
        {
            var segment = segments[i];
            var entries = segment.Length / QueueEntry.Length;
            var written = clean ? Bisect(segment, entries) : Scan(segment, entries);
            segment.Forget(0, segment.Length);
            if (written == entries) continue;
            CutAt(queue, (segment.BaseOffset / QueueEntry.Length) + written, zeroTail: !clean);
            return;
        }

        queue.SetEnd(segments[^1].EndOffset / QueueEntry.Length);
    }

    /// <summary>Removes entries that point behind the log's end.</summary>
    public static void CutBehind(ConsumeQueue queue, long logEnd)
    {
        if (queue.MaxPhysicalOffset <= logEnd) return;
        var max = queue.MaxOffset;
        while (queue.TryGet(max - 1, out var entry) && !entry.IsFiller && entry.EndOffset > logEnd) max--;
        CutAt(queue, max, zeroTail: true);
    }

    private static void CutAt(ConsumeQueue queue, long maxOffset, bool zeroTail)
    {
        var end = maxOffset * QueueEntry.Length;
        while (queue.Segments.Last is { } last && last.BaseOffset >= end && queue.Segments.Snapshot.Length > 1) queue.Segments.RemoveLast();
        if (zeroTail && queue.Segments.Last is { } cut && cut.EndOffset > end) queue.Segments.ZeroTailOfLast((int)Math.Max(0, end - cut.BaseOffset));
        queue.SetEnd(maxOffset);
    }

    private static int Bisect(Log.Segment segment, int entries)
    {
        var (low, high) = (0, entries);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Entry(segment, middle).IsWritten) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static int Scan(Log.Segment segment, int entries)
    {
        var at = 0;
        while (at < entries && Entry(segment, at).IsWritten) at++;
        return at;
    }

    private static QueueEntry Entry(Log.Segment segment, int index) =>
        QueueEntry.Read(segment.Span(index * QueueEntry.Length, QueueEntry.Length));
}
