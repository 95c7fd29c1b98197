using RocketMQ.Store.Files;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Queues;

/// <summary>
/// The queue of one topic and queue id: fixed-size entries that point into the log, in the order of their queue offsets
/// (docs/protocol.md 4.3). Everything in it can be made again from the log.
/// </summary>
/// <remarks>
/// <see cref="NextAppendOffset"/> belongs to the append lock. Entries are written only by the dispatcher, which publishes
/// <see cref="MaxOffset"/> after the entry, so readers need no lock. Flushing and cleaning run beside both; <c>_flushing</c> keeps a flush
/// and starting over apart. After a loss of power everything behind the safe position of the checkpoint may be torn or gone.
/// </remarks>
internal sealed class ConsumeQueue(IStoreFiles files, string topic, int queueId, string directory, int fileSize, AwakeSegments awake)
{
    private const int LeastSpace = 4096;
    private const int MostSpace = 64 * 1024;

    private readonly SegmentList _segments = new(files, directory, fileSize, awake);
    private (long From, long To) _reserved;
    private long _minOffset;
    private long _maxOffset;
    private long _maxPhysicalOffset;
    private long _flushedOffset;
    private readonly Lock _flushing = new();
    private int _dirty;
    private volatile bool _areNamesNew;
    private bool _isCut;

    public string Topic => topic;

    public int QueueId => queueId;

    public string Directory => directory;

    /// <summary>Offset the next append gets.</summary>
    public long NextAppendOffset { get; set; }

    /// <summary>First entry whose record is still in the log.</summary>
    public long MinOffset => Volatile.Read(ref _minOffset);

    /// <summary>Offset behind the last visible entry.</summary>
    public long MaxOffset => Volatile.Read(ref _maxOffset);

    /// <summary>Log position behind the record of the last entry.</summary>
    public long MaxPhysicalOffset => Volatile.Read(ref _maxPhysicalOffset);

    public long UnflushedEntries => MaxOffset - Volatile.Read(ref _flushedOffset);

    public bool IsEmpty => MaxOffset == 0;

    private int EntriesPerFile => fileSize / QueueEntry.Length;

    public void Load(IReadOnlyList<StoreFile> found) => _segments.Load(found);

    /// <summary>
    /// Appends an entry. What is known already is left alone, so a record may be dispatched twice. The log has the last word: an offset
    /// that comes again later in it means that the topic was deleted and made again, or that entries are left over from before a crash.
    /// </summary>
    public void Put(long offset, QueueEntry entry)
    {
        if (entry.EndOffset <= _maxPhysicalOffset) return;
        if (offset < _maxOffset) GoBackTo(offset);
        if (offset > _maxOffset || _segments.IsEmpty) FillUpTo(offset);
        Write(offset, entry);
        Volatile.Write(ref _maxPhysicalOffset, entry.EndOffset);
        Volatile.Write(ref _maxOffset, offset + 1);
    }

    public bool TryGet(long offset, out QueueEntry entry)
    {
        entry = default;
        if (offset < 0 || offset >= MaxOffset) return false;
        var position = offset * QueueEntry.Length;
        if (_segments.Acquire(position) is not { } segment) return false;
        entry = QueueEntry.Read(segment.Span((int)(position - segment.BaseOffset), QueueEntry.Length));
        segment.Release();
        return true;
    }

    /// <summary>Copies entries from an offset on, without crossing a file's end, and returns how many.</summary>
    public int Copy(long offset, Span<QueueEntry> target)
    {
        var available = (int)Math.Min(target.Length, MaxOffset - offset);
        var position = offset * QueueEntry.Length;
        if (available <= 0 || _segments.Acquire(position) is not { } segment) return 0;
        var at = (int)(position - segment.BaseOffset);
        available = Math.Min(available, (segment.Length - at) / QueueEntry.Length);
        for (var i = 0; i < available; i++) target[i] = QueueEntry.Read(segment.Span(at + (i * QueueEntry.Length), QueueEntry.Length));
        segment.Release();
        return available;
    }

    /// <summary>Finds the first entry whose record is not before the log's first one, after files of the log were deleted or found.</summary>
    public void CorrectMinOffset(long logMinOffset)
    {
        var low = _segments.MinOffset / QueueEntry.Length;
        var high = MaxOffset;
        // Nearly always nothing was deleted; looking at the first entry alone spares a big store most of its page faults at start.
        if (TryGet(low, out var first) && !first.IsFiller && first.PhysicalOffset >= logMinOffset) high = low;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (TryGet(middle, out var entry) && !entry.IsFiller && entry.PhysicalOffset >= logMinOffset) high = middle;
            else low = middle + 1;
        }

        Volatile.Write(ref _minOffset, low);
    }

    /// <summary>Whether this call was the one that made a flushed queue dirty.</summary>
    public bool TryMarkDirty() => Volatile.Read(ref _dirty) == 0 && Interlocked.Exchange(ref _dirty, 1) == 0;

    public void ClearDirty() => Volatile.Write(ref _dirty, 0);

    /// <summary>Brings the entries to disk.</summary>
    /// <param name="folders">Gets the folders that have new names; until they are on disk too, the entries may be lost with their file.</param>
    public void Flush(HashSet<string> folders)
    {
        lock (_flushing)
        {
            var to = MaxOffset;
            // A queue that begins late has no file for what is before.
            var from = Math.Max(Volatile.Read(ref _flushedOffset), _segments.MinOffset / QueueEntry.Length);
            if (_isCut) FlushCut();
            while (from < to)
            {
                var position = from * QueueEntry.Length;
                if (_segments.Acquire(position) is not { } segment) break;
                var end = Math.Min(to * QueueEntry.Length, segment.EndOffset);
                try
                {
                    segment.Flush((int)(position - segment.BaseOffset), (int)(end - position));
                }
                finally
                {
                    segment.Release();
                }

                from = end / QueueEntry.Length;
            }

            TakeNewNames(folders);
            Volatile.Write(ref _flushedOffset, to);
        }
    }

    /// <summary>Deletes files whose last entry points before the log's first record. The last file stays.</summary>
    public int DeleteExpired(long logMinOffset)
    {
        var deleted = 0;
        while (_segments.Snapshot is [var first, _, ..]
            && TryGet((first.EndOffset / QueueEntry.Length) - 1, out var last) && last.PhysicalOffset < logMinOffset)
        {
            _segments.RemoveFirst();
            deleted++;
        }

        return deleted;
    }

    public void Close(bool delete = false)
    {
        _segments.Close(delete);
        if (delete) files.DeleteDirectory(directory);
    }

    /// <summary>Deletes all files; the queue is as if it had never been written to.</summary>
    public void Clear()
    {
        lock (_flushing)
        {
            var paths = _segments.Snapshot.Select(segment => segment.Path).ToList();
            _segments.Close();
            // At once, not when the last reader lets go: the next entry makes a file of the same name.
            foreach (var path in paths) files.Delete(path);
            _areNamesNew = true;
            Volatile.Write(ref _minOffset, 0);
            Volatile.Write(ref _maxOffset, 0);
            Volatile.Write(ref _flushedOffset, 0);
            _maxPhysicalOffset = 0;
        }
    }

    /// <summary>Takes over where the queue ends, as recovery found it.</summary>
    /// <param name="maxOffset">Offset behind the last entry.</param>
    /// <param name="isCut">Whether there was more, which must not come back once the checkpoint has moved on.</param>
    internal void SetEnd(long maxOffset, bool isCut)
    {
        _isCut |= isCut;
        _maxOffset = maxOffset;
        _flushedOffset = maxOffset;
        _maxPhysicalOffset = TryGet(maxOffset - 1, out var last) && !last.IsFiller ? last.EndOffset : 0;
        NextAppendOffset = maxOffset;
    }

    internal SegmentList Segments => _segments;

    internal bool IsCut => _isCut;

    private void FillUpTo(long offset)
    {
        var hadNone = _segments.IsEmpty || _minOffset == _maxOffset;
        var from = _segments.IsEmpty ? offset / EntriesPerFile * EntriesPerFile : _maxOffset;
        for (var at = from; at < offset; at++) Write(at, QueueEntry.Filler);
        Volatile.Write(ref _maxOffset, offset);
        if (hadNone) Volatile.Write(ref _minOffset, offset);
    }

    private void GoBackTo(long offset)
    {
        var position = offset * QueueEntry.Length;
        if (position <= _segments.MinOffset)
        {
            Clear();
            return;
        }

        lock (_flushing)
        {
            while (_segments.Last is { } last && last.BaseOffset >= position) _segments.RemoveLast();
            if (_segments.Last is { } cut) cut.SpanFrom((int)(position - cut.BaseOffset)).Clear();
            Volatile.Write(ref _maxOffset, offset);
            SetEnd(offset, isCut: true);
        }
    }

    /// <summary>Any flush brings the shorter length that the last file had for a moment to disk.</summary>
    private void FlushCut()
    {
        if (_segments.Last is { } last && last.TryAcquire())
        {
            try
            {
                last.Flush(0, 1);
            }
            finally
            {
                last.Release();
            }
        }

        _areNamesNew = true;
        _isCut = false;
    }

    /// <summary>A file is only safe when its name and those of the folders above it are.</summary>
    private void TakeNewNames(HashSet<string> folders)
    {
        if (!_areNamesNew) return;
        _areNamesNew = false;
        // This folder, its topic's, that of all queues, and the store's.
        var folder = directory;
        for (var level = 0; level < 4 && folder is not null; level++, folder = Path.GetDirectoryName(folder)) _ = folders.Add(folder);
    }

    private void Write(long offset, QueueEntry entry)
    {
        var position = offset * QueueEntry.Length;
        var segment = _segments.Last;
        if (segment is null || position >= segment.EndOffset)
        {
            segment = _segments.Create(position / fileSize * fileSize);
            _segments.Add(segment);
            _areNamesNew = true;
        }

        if (!segment.TryAcquire()) throw new IOException($"{segment.Path} was removed while it was written to.");
        try
        {
            var at = (int)(position - segment.BaseOffset);
            if (position < _reserved.From || position + QueueEntry.Length > _reserved.To) Reserve(segment, at);
            entry.Write(segment.Span(at, QueueEntry.Length));
        }
        finally
        {
            segment.Release();
        }
    }

    /// <summary>Takes as much again as there is, so that a queue of few messages costs one block and a long one is not slowed down.</summary>
    private void Reserve(Segment segment, int at)
    {
        var step = Math.Min(Math.Clamp(at, LeastSpace, MostSpace), segment.Length - at);
        segment.Reserve(at, step);
        _reserved = (segment.BaseOffset + at, segment.BaseOffset + at + step);
    }
}
