using System.Globalization;
using RocketMQ.Model;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;

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

    public (long Timestamp, long PhysicalOffset) LastUpdate => _files is [.., var last] ? (last.EndTimestamp, last.EndPhysicalOffset) : (0, 0);

    /// <summary>Maps the files found. Nothing is changed.</summary>
    public void Load()
    {
        var found = files.ListFiles(options.IndexPath);
        foreach (var file in found)
        {
            // A crash while the newest file was made may have left it empty; mapping it gives it its length.
            var isBeingMade = file == found[^1] && file.Length == 0;
            if (file.Length != _fileLength && !isBeingMade)
                throw new StoreOpenException(
                    $"{file.Path} has {file.Length} bytes, but maxHashSlotNum {options.MaxHashSlotNum} and maxIndexNum {options.MaxIndexNum} make {_fileLength}. Set them to what the store was made with, or move the index folder away to go on without the old index.");
        }

        _files = [.. found.Select(file => Wrap(files.Map(file.Path, _fileLength)))];
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

            _files = _files[..^1];
            last.Segment.Retire(files.Delete);
        }
    }

    /// <summary>Adds the unique key and each of the KEYS of a record.</summary>
    public void Put(RecordView record)
    {
        if (record.SystemFlags.TransactionType() == TransactionType.Rollback) return;
        ReadOnlySpan<byte> unique = default;
        ReadOnlySpan<byte> keys = default;
        var pairs = new PropertyPairs(record.Properties);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual("UNIQ_KEY"u8)) unique = pairs.Value;
            else if (pairs.Name.SequenceEqual("KEYS"u8)) keys = pairs.Value;
        }

        if (!unique.IsEmpty) PutKey(record, unique);
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
            file.Flush();
            if (file.IsFull) full = file.EndTimestamp;
            file.Segment.Release();
        }

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

    private void PutKey(RecordView record, ReadOnlySpan<byte> key)
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
        return file;
    }

    private IndexFile Wrap(IMappedFile file) => new(new Segment(file, 0), options.MaxHashSlotNum, options.MaxIndexNum);
}
