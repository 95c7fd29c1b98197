namespace RocketMQ.Store;

/// <summary>Records found by key, sorted by log position, and how far the index reaches.</summary>
public sealed class KeyQueryResult : IDisposable
{
    private readonly List<RecordLease> _records;

    internal KeyQueryResult(List<RecordLease> records, long lastUpdateTimestamp, long lastUpdatePhysicalOffset)
    {
        _records = records;
        IndexLastUpdateTimestamp = lastUpdateTimestamp;
        IndexLastUpdatePhysicalOffset = lastUpdatePhysicalOffset;
        foreach (var record in records) TotalBytes += record.Memory.Length;
    }

    public int Count => _records.Count;

    public ReadOnlyMemory<byte> this[int index] => _records[index].Memory;

    public int TotalBytes { get; }

    public long IndexLastUpdateTimestamp { get; }

    public long IndexLastUpdatePhysicalOffset { get; }

    public void CopyTo(Span<byte> destination)
    {
        foreach (var record in _records)
        {
            record.Span.CopyTo(destination);
            destination = destination[record.Memory.Length..];
        }
    }

    public void Dispose()
    {
        foreach (var record in _records) record.Dispose();
        _records.Clear();
    }
}
