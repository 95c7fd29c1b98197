namespace RocketMQ.Store.Log;

/// <summary>
/// Keeps the pages just ahead of the log's end present, so that the copy of a record does not fault on each, and gives back those well
/// behind it, so that a busy broker's resident memory does not grow to the size of its log.
/// </summary>
/// <remarks>At most one pool item runs at a time, decided by <c>_running</c>; <c>_ready</c> is written only by it.</remarks>
internal sealed class LogPages(CommitLog log)
{
    private const int Ahead = 8 * 1024 * 1024;
    private const int Keep = 32 * 1024 * 1024;

    private long _ready;
    private long _forgotten;
    private int _running;

    /// <summary>Called after each append; almost always only compares two numbers.</summary>
    public void OnGrown(long endOffset)
    {
        if (endOffset + (Ahead / 2) <= Volatile.Read(ref _ready) || Interlocked.Exchange(ref _running, 1) != 0) return;
        ThreadPool.UnsafeQueueUserWorkItem(static pages => pages.Run(), this, false);
    }

    private void Run()
    {
        var end = log.EndOffset;
        ForEachPart(Math.Max(end, _ready), end + Ahead, Prepare);
        Volatile.Write(ref _ready, end + Ahead);
        if (end - Keep > _forgotten + Keep)
        {
            ForEachPart(Math.Max(_forgotten, log.MinOffset), end - Keep, static (segment, at, length) => segment.Forget(at, length));
            _forgotten = end - Keep;
        }

        Volatile.Write(ref _running, 0);
    }

    private void Prepare(Segment segment, int at, int length)
    {
        var from = segment.BaseOffset + at;
        if (log.TryEnsureAhead(segment, from, from + length) && log.IsWrittenInPlace) segment.Populate(at, length);
    }

    private void ForEachPart(long from, long to, Action<Segment, int, int> action)
    {
        while (from < to && log.Segments.Acquire(from) is { } segment)
        {
            var end = Math.Min(to, segment.EndOffset);
            action(segment, (int)(from - segment.BaseOffset), (int)(end - from));
            segment.Release();
            from = end;
        }
    }
}
