using System.Globalization;
using RocketMQ.Model;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Index;

/// <summary>Finds records by their keys through the index files of a store (docs/protocol.md 4.5).</summary>
/// <remarks>
/// <see cref="Put"/> belongs to the dispatcher. The list of files is replaced as a whole, so queries and flushes take a snapshot; a file
/// is acquired before it is touched.
/// </remarks>
internal sealed class KeyIndex(IStoreFiles files, StoreOptions options, TimeProvider clock)
{
    private readonly int _fileLength = IndexFile.LengthOf(options.MaxHashSlotNum, options.MaxIndexNum);
    private volatile IndexFile[] _files = [];
    private volatile bool _areNamesNew;

    public (long Timestamp, long PhysicalOffset) LastUpdate => _files is [.., var last] ? (last.EndTimestamp, last.EndPhysicalOffset) : (0, 0);

    /// <summary>Entries in all files.</summary>
    public long EntryCount => _files.Sum(file => (long)file.NextEntry - 1);

    public bool IsEmpty => _files.Length == 0;

    /// <summary>Log position at which the newest file begins that begins before a position; −1 where there is none.</summary>
    public long NewestBegin(long before) =>
        _files.LastOrDefault(file => file.NextEntry > 1 && file.BeginPhysicalOffset < before)?.BeginPhysicalOffset ?? -1;

    public bool HasFileFrom(long beginPhysicalOffset) => _files.Any(file => file.BeginPhysicalOffset == beginPhysicalOffset);

    /// <summary>Looks at what lies in the folder without changing anything.</summary>
    /// <param name="clean">After a crash, files that are too short are taken for damage.</param>
    /// <param name="isDamaged">Whether the files cannot be used and have to be made again.</param>
    /// <exception cref="StoreOpenException">The files were made with other sizes.</exception>
    public IReadOnlyList<StoreFile> Inspect(bool clean, out bool isDamaged)
    {
        var found = files.ListFiles(options.IndexPath);
        // A crash while the newest file was made may have left it empty; mapping it gives it its length.
        var wrong = found.Where(file => file.Length != _fileLength && !(file == found[^1] && file.Length == 0)).ToList();
        isDamaged = wrong.Count > 0;
        if (isDamaged && wrong.Count == found.Count && (clean || wrong.Exists(file => file.Length > _fileLength)))
            throw new StoreOpenException(
                $"{wrong[0].Path} has {wrong[0].Length} bytes, but maxHashSlotNum {options.MaxHashSlotNum} and maxIndexNum {options.MaxIndexNum} make {_fileLength}. Set them to what the store was made with, or move the index folder away to go on without the old index.");
        return found;
    }

    public void Load(IReadOnlyList<StoreFile> found) => _files = [.. found.Select(file => Wrap(files.Map(file.Path, _fileLength)))];

    /// <summary>Deletes files that <see cref="Inspect"/> found damaged.</summary>
    public void Delete(IReadOnlyList<StoreFile> found)
    {
        foreach (var file in found) files.Delete(file.Path);
        _areNamesNew = true;
    }

    /// <summary>Deletes everything, to be made again.</summary>
    public void Clear()
    {
        var closing = _files;
        _files = [];
        foreach (var file in closing) file.Segment.Retire(files.Delete);
        _areNamesNew = true;
    }

    /// <summary>Forgets what is known of records from a position on, before they are dispatched again.</summary>
    public void Rewind(long physicalOffset)
    {
        while (_files is [.., var last])
        {
            if (last.BeginPhysicalOffset < physicalOffset || last.NextEntry == 1)
            {
                last.Rewind(physicalOffset);
                return;
            }

            RemoveLast();
        }
    }

    /// <summary>
    /// The same after a crash: nothing is taken for granted of files that reach behind the position, neither their header nor their
    /// slots.
    /// </summary>
    /// <returns>False where what was certainly on disk is damaged; the index must be made again then.</returns>
    public bool TryRepair(long physicalOffset)
    {
        while (_files is [.., var last])
        {
            if (last.FirstPhysicalOffset is { } first && first < physicalOffset) return TryRepair(last, physicalOffset);
            RemoveLast();
        }

        return true;
    }

    /// <summary>Adds the unique key and each of the KEYS of a record.</summary>
    public void Put(in RecordView record, in DispatchProperties properties)
    {
        if (record.SystemFlags.TransactionType() == TransactionType.Rollback) return;
        if (!properties.UniqueKey.IsEmpty) PutKey(record, properties.UniqueKey);
        var keys = properties.Keys;
        if (keys.IsEmpty) return;
        foreach (var range in keys.Split((byte)' '))
        {
            if (!keys[range].IsEmpty) PutKey(record, keys[range]);
        }
    }

    /// <summary>Positions of records that may have a key, newest first. Lazy: older files are asked only while the caller goes on.</summary>
    public IEnumerable<long> Find(int keyHash, long begin, long end)
    {
        var snapshot = _files;
        var offsets = new List<long>();
        for (var i = snapshot.Length - 1; i >= 0; i--)
        {
            var file = snapshot[i];
            if (!file.Segment.TryAcquire()) continue;
            offsets.Clear();
            if (file.Overlaps(begin, end)) file.Find(keyHash, begin, end, offsets);
            file.Segment.Release();
            foreach (var offset in offsets) yield return offset;
        }
    }

    /// <summary>Brings all to disk and returns the time up to which full files reach.</summary>
    public long Flush()
    {
        long full = 0;
        foreach (var file in _files)
        {
            if (!file.Segment.TryAcquire()) continue;
            try
            {
                file.Flush();
                if (file.IsFull) full = file.EndTimestamp;
            }
            finally
            {
                file.Segment.Release();
            }
        }

        SyncFolders();
        return full;
    }

    /// <summary>Deletes files that only know records before the log's first. The last file stays. Called with dispatch stopped.</summary>
    public void DeleteExpired(long logMinOffset)
    {
        while (_files is [var first, _, ..] && first.EndPhysicalOffset < logMinOffset)
        {
            _files = _files[1..];
            first.Segment.Retire(files.Delete);
        }
    }

    public void Close()
    {
        var closing = _files;
        _files = [];
        foreach (var file in closing) file.Segment.Retire(null);
    }

    private bool TryRepair(IndexFile file, long physicalOffset)
    {
        if (!file.HasBegin) return false;
        var end = file.Rebuild(physicalOffset);
        if (end < 0) return false;
        // What lies behind the last entry may be left over from before the crash.
        file.Segment.Retire(null);
        files.ZeroTail(file.Segment.Path, end, _fileLength, durable: false);
        var repaired = Wrap(files.Map(file.Segment.Path, _fileLength));
        repaired.MarkDirty();
        _files = [.. _files[..^1], repaired];
        return true;
    }

    /// <summary>A file is only safe, and only gone, when the disk has the names in the folder and that of the folder.</summary>
    private void SyncFolders()
    {
        if (!_areNamesNew) return;
        _areNamesNew = false;
        var synced = false;
        try
        {
            files.SyncDirectory(options.IndexPath);
            if (Path.GetDirectoryName(options.IndexPath) is { } parent) files.SyncDirectory(parent);
            synced = true;
        }
        finally
        {
            if (!synced) _areNamesNew = true;
        }
    }

    private void RemoveLast()
    {
        var last = _files[^1];
        _files = _files[..^1];
        _areNamesNew = true;
        last.Segment.Retire(files.Delete);
    }

    private void PutKey(in RecordView record, ReadOnlySpan<byte> key)
    {
        if (_files is not [.., var file] || file.IsFull) file = Roll();
        file.Put(JavaHash.OfIndexKey(record.Topic, key), record.PhysicalOffset, record.StoreTimestamp);
    }

    private IndexFile Roll()
    {
        var (timestamp, physicalOffset) = LastUpdate;
        files.CreateDirectory(options.IndexPath);
        var time = clock.GetLocalNow();
        string path;
        while (files.Exists(path = Path.Combine(options.IndexPath, time.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture))))
            time = time.AddMilliseconds(1);
        var file = Wrap(files.Map(path, _fileLength));
        var begun = false;
        try
        {
            file.Begin(timestamp, physicalOffset);
            begun = true;
        }
        finally
        {
            if (!begun) file.Segment.Retire(files.Delete);
        }

        _files = [.. _files, file];
        _areNamesNew = true;
        return file;
    }

    private IndexFile Wrap(IMappedFile file)
    {
        file.ExpectSinglePages(0, file.Length);
        return new IndexFile(new Segment(file, 0), options.MaxHashSlotNum, options.MaxIndexNum);
    }
}
