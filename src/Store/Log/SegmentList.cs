using System.Globalization;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Log;

/// <summary>
/// The files of one folder that together hold one run of bytes, each named by the offset of its first byte in 20 digits
/// (docs/protocol.md 4.1).
/// </summary>
/// <remarks>
/// Readers take a snapshot of the array without a lock and acquire the segment they need; changes replace the array under
/// <c>_changes</c>, a leaf lock. Where the list is <c>durable</c>, files are on disk before they are used and go in order, so that no
/// crash leaves a gap; otherwise both is left to the system, for what can be made again.
/// </remarks>
internal sealed class SegmentList(IStoreFiles files, string directory, int segmentSize, AwakeSegments? awake = null, bool durable = false)
{
    private const int ShortQueue = 64 * 1024;

    private readonly Lock _changes = new();
    private readonly OrderedRemoval _removal = new();
    private volatile Segment[] _segments = [];

    public int SegmentSize => segmentSize;

    public Segment[] Snapshot => _segments;

    public bool IsEmpty => _segments.Length == 0;

    public Segment? Last => _segments is [.., var last] ? last : null;

    public long MinOffset => _segments is [var first, ..] ? first.BaseOffset : 0;

    public string PathOf(long baseOffset) => Path.Combine(directory, baseOffset.ToString("D20", CultureInfo.InvariantCulture));

    /// <summary>Checks what lies in the folder without changing anything; the result is sorted.</summary>
    /// <exception cref="StoreOpenException">A stray file, a wrong length or a gap.</exception>
    public static IReadOnlyList<StoreFile> Inspect(IStoreFiles files, string directory, int segmentSize, string sizeKey)
    {
        var found = files.ListFiles(directory);
        long? expected = null;
        foreach (var file in found)
        {
            var offset = OffsetOf(file);
            if (file.Length != segmentSize && !(file == found[^1] && IsBeingMade(files, file, segmentSize)))
                throw new StoreOpenException(
                    $"{file.Path} has {file.Length} bytes, but {sizeKey} says {segmentSize}. The size of existing files cannot be changed: set {sizeKey} to what the store was made with.");
            if (expected is { } next && next != offset)
                throw new StoreOpenException($"In {directory} the file {next:D20} is missing before {file.Name}. Restore it; nothing was changed.");
            if (offset % segmentSize != 0)
                throw new StoreOpenException($"{file.Path} does not begin at a multiple of {segmentSize}, which {sizeKey} says. Set {sizeKey} to what the store was made with.");
            expected = offset + segmentSize;
        }

        return found;
    }

    /// <summary>The offset that a file's name says.</summary>
    /// <exception cref="StoreOpenException">The name says none.</exception>
    public static long OffsetOf(StoreFile file) =>
        file.Name.Length == 20 && long.TryParse(file.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new StoreOpenException($"{file.Path} does not belong into this folder: names there are 20 digits. Move it away and start again.");

    /// <summary>A crash while the newest file was made may have left it shorter, with nothing in it; mapping it gives it its length.</summary>
    private static bool IsBeingMade(IStoreFiles files, StoreFile file, int segmentSize) =>
        file.Length == 0 || (file.Length < segmentSize && !files.ReadAll(file.Path).AsSpan().ContainsAnyExcept((byte)0));

    public void Load(IReadOnlyList<StoreFile> found) =>
        _segments = [.. found.Select(file => Open(file.Path, long.Parse(file.Name, CultureInfo.InvariantCulture)))];

    /// <summary>Makes and maps the file at an offset without adding it.</summary>
    public Segment Create(long baseOffset)
    {
        files.CreateDirectory(directory);
        // The folder itself may be new with the first file.
        if (durable && IsEmpty) files.SyncDirectory(Path.GetDirectoryName(directory)!);
        var segment = Open(PathOf(baseOffset), baseOffset, isNew: true);
        // One that sleeps would only find out later that its file cannot be made.
        if (segment.TryAcquire()) segment.Release();
        return segment;
    }

    public void Add(Segment segment)
    {
        lock (_changes) _segments = [.. _segments, segment];
    }

    /// <summary>The segment that holds an offset, or null. Not acquired.</summary>
    public Segment? Find(long offset)
    {
        var segments = _segments;
        if (segments.Length == 0 || offset < segments[0].BaseOffset) return null;
        var index = (offset - segments[0].BaseOffset) / segmentSize;
        return index < segments.Length ? segments[index] : null;
    }

    /// <summary>The segment that holds an offset, acquired for the caller.</summary>
    public Segment? Acquire(long offset) => Find(offset) is { } segment && segment.TryAcquire() ? segment : null;

    /// <summary>Takes the first segment out of the list and deletes its file once no reader is left.</summary>
    public void RemoveFirst() => Remove(static segments => segments[0], static segments => segments[1..]);

    public void RemoveLast() => Remove(static segments => segments[^1], static segments => segments[..^1]);

    /// <summary>Unmaps everything; files stay unless <paramref name="delete"/>.</summary>
    public void Close(bool delete = false)
    {
        Segment[] closing;
        lock (_changes)
        {
            closing = _segments;
            _segments = [];
        }

        foreach (var segment in closing) segment.Retire(delete ? files.Delete : null);
    }

    /// <summary>Unmaps the last file, makes it zero from a position on, and maps it again. Only while opening.</summary>
    public void ZeroTailOfLast(int position)
    {
        if (_segments is not [.., var last]) return;
        last.Retire(null);
        files.ZeroTail(last.Path, position, segmentSize, durable);
        lock (_changes) _segments = [.. _segments[..^1], Open(last.Path, last.BaseOffset)];
    }

    private Segment Open(string path, long baseOffset, bool isNew = false)
    {
        if (awake is null) return new Segment(files.Map(path, segmentSize, isNew && durable), baseOffset);
        return new Segment(Map, path, segmentSize, baseOffset, awake);

        IMappedFile Map()
        {
            // Made anew it would look as if nothing had ever been written.
            if (!isNew && !files.Exists(path)) throw new FileNotFoundException($"{path} is gone while the store uses it.", path);
            isNew = false;
            var file = files.Map(path, segmentSize);
            // A short queue has one page; its neighbours, which are brought in by the hundred otherwise, are holes of a sparse file.
            file.ExpectSinglePages(0, Math.Min(ShortQueue, segmentSize));
            return file;
        }
    }

    private void Remove(Func<Segment[], Segment> pick, Func<Segment[], Segment[]> rest)
    {
        Segment removed;
        lock (_changes)
        {
            removed = pick(_segments);
            _segments = rest(_segments);
        }

        removed.Retire(_removal.Add(removed.Path, Delete));
    }

    /// <summary>Called by whoever lets go last, often a reader, who must not be bothered with a file that cannot be deleted.</summary>
    private void Delete(string path)
    {
        try
        {
            files.Delete(path);
            if (durable) files.SyncDirectory(directory);
        }
        catch (Exception failure) when (DiskTrouble.IsCausedBy(failure))
        {
            // The cleaner sees that a log file is still there, says so and tries again; a queue's goes with the next start.
            return;
        }
    }
}
