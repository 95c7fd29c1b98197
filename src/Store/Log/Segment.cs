using RocketMQ.Store.Files;

namespace RocketMQ.Store.Log;

/// <summary>
/// One mapped file of a log, a queue or an index, with a count of those who read it. The list that holds a segment owns one
/// reference; a reader takes another for as long as it touches the memory. Retiring drops the list's; whoever drops the last one
/// unmaps the file and, if asked for, deletes it. So a file is never taken away under a reader.
/// </summary>
/// <remarks>
/// A segment that is given <see cref="AwakeSegments"/> may fall asleep: while only its list refers to it, its file is unmapped, and mapped
/// again by whoever acquires it next. The count is then <see cref="Asleep"/>. Falling asleep, waking and retiring exclude each other by
/// <c>_gate</c>; everything else is the count alone. Memory of such a segment may only be touched by who has acquired it, and while a store
/// is opened by the one thread that opens it: who has just been woken is never the first to fall asleep. What a failed flush left in
/// doubt belongs to whoever flushes.
/// </remarks>
internal sealed class Segment
{
    private const int Asleep = -1;
    private const int Gone = 0;

    private readonly Lock _gate = new();
    private readonly Func<IMappedFile>? _open;
    private readonly AwakeSegments? _awake;
    private IMappedFile? _file;
    private int _references = 1;
    private bool _touched;
    private (int From, int To) _doubtful;
    private Action<string>? _afterUnmap;

    /// <summary>A segment that stays mapped until it is retired.</summary>
    public Segment(IMappedFile file, long baseOffset)
    {
        (_file, Path, Length, BaseOffset) = (file, file.Path, file.Length, baseOffset);
    }

    /// <summary>A segment that sleeps until it is needed.</summary>
    public Segment(Func<IMappedFile> open, string path, int length, long baseOffset, AwakeSegments awake)
    {
        (_open, Path, Length, BaseOffset, _awake, _references) = (open, path, length, baseOffset, awake, Asleep);
    }

    /// <summary>Offset of the first byte, which is also the file's name.</summary>
    public long BaseOffset { get; }

    public int Length { get; }

    public long EndOffset => BaseOffset + Length;

    public string Path { get; }

    public bool IsGone => Volatile.Read(ref _references) == Gone;

    private IMappedFile File => _file ?? Wake();

    /// <summary>Takes a reference; false when the segment is already gone.</summary>
    /// <exception cref="IOException">It slept, and its file cannot be mapped.</exception>
    public bool TryAcquire()
    {
        if (_awake is not null && !_touched) _touched = true;
        var count = Volatile.Read(ref _references);
        while (count != Gone)
        {
            if (count == Asleep)
            {
                _ = Wake();
                count = Volatile.Read(ref _references);
                continue;
            }

            var seen = Interlocked.CompareExchange(ref _references, count + 1, count);
            if (seen == count) return true;
            count = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != Gone) return;
        _file?.Dispose();
        _afterUnmap?.Invoke(Path);
    }

    /// <summary>Drops the owner's reference. Called once, by the list that held the segment.</summary>
    /// <param name="afterUnmap">Called with the path when nothing maps the file any more; null leaves it where it is.</param>
    public void Retire(Action<string>? afterUnmap)
    {
        lock (_gate)
        {
            _afterUnmap = afterUnmap;
            // Nothing is mapped: it ends as one that has just been woken would.
            if (_references == Asleep) Volatile.Write(ref _references, 1);
        }

        Release();
    }

    /// <summary>Unmaps the file unless somebody uses it; what was written stays with the system.</summary>
    public bool TrySleep()
    {
        lock (_gate)
        {
            if (Interlocked.CompareExchange(ref _references, Asleep, 1) != 1) return false;
            _file!.Dispose();
            _file = null;
            return true;
        }
    }

    /// <summary>Whether it was acquired since this was last asked.</summary>
    public bool TakeTouched()
    {
        var touched = _touched;
        _touched = false;
        return touched;
    }

    public Span<byte> Span(int position, int length) => File.GetSpan(position, length);

    public Span<byte> SpanFrom(int position) => File.GetSpan(position, Length - position);

    public Memory<byte> Memory(int position, int length) => File.Memory.Slice(position, length);

    public void Write(int position, ReadOnlySpan<byte> bytes) => File.Write(position, bytes);

    /// <summary>
    /// Brings a range to disk. The system takes pages for written also where writing them failed, and tells only once; so after a failure
    /// they are made dirty again, and no later flush counts that leaves them out. Called by one thread at a time, for all that was written.
    /// </summary>
    public void Flush(int position, int length)
    {
        var (from, to) = (position, position + length);
        if (_doubtful != default)
        {
            (from, to) = (Math.Min(from, _doubtful.From), Math.Max(to, _doubtful.To));
            File.MakeDirty(from, to - from);
        }

        _doubtful = (from, to);
        File.Flush(from, to - from);
        _doubtful = default;
    }

    public void Reserve(int position, int length) => File.Reserve(position, length);

    public void Populate(int position, int length) => File.Populate(position, length);

    /// <summary>A segment that sleeps has forgotten everything already.</summary>
    public void Forget(int position, int length) => _file?.Forget(position, length);

    private IMappedFile Wake()
    {
        IMappedFile file;
        lock (_gate)
        {
            if (_file is not null) return _file;
            _file = file = _open!();
            _touched = true;
            Interlocked.CompareExchange(ref _references, 1, Asleep);
        }

        _awake!.Add(this);
        return file;
    }
}
