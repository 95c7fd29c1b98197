namespace RocketMQ.Store.Log;

/// <summary>
/// Makes the next log file on a pool thread before it is needed, so that the append that fills a file does not wait for the file system.
/// </summary>
/// <remarks><c>_gate</c> guards the prepared segment; it is taken inside the append lock, never the other way round.</remarks>
internal sealed class SegmentAllocator(SegmentList segments)
{
    private readonly Lock _gate = new();
    private Segment? _prepared;
    private bool _closed;

    /// <summary>Why the last file could not be made; null when it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Adds the segment that starts at an offset, prepared or made now; null when it cannot be made.</summary>
    public Segment? AddNext(long baseOffset)
    {
        Segment? next;
        lock (_gate)
        {
            next = _prepared?.BaseOffset == baseOffset ? _prepared : Make(baseOffset);
            if (next is null) return null;
            if (ReferenceEquals(next, _prepared)) _prepared = null;
        }

        segments.Add(next);
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Allocator.Prepare(state.Offset), (Allocator: this, Offset: next.EndOffset), false);
        return next;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            // The file stays, zero, as the original leaves it too.
            _prepared?.Retire(null);
            _prepared = null;
        }
    }

    private void Prepare(long baseOffset)
    {
        lock (_gate)
        {
            if (_closed || _prepared is not null || segments.Last is not { } last || last.EndOffset != baseOffset) return;
            _prepared = Make(baseOffset);
        }
    }

    private Segment? Make(long baseOffset)
    {
        if (_closed) return null;
        try
        {
            var made = segments.Create(baseOffset);
            Problem = null;
            return made;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Problem = $"The log file {segments.PathOf(baseOffset)} cannot be made: {failure.Message}";
            return null;
        }
    }
}
