using RocketMQ.Store.Log;

namespace RocketMQ.Store;

/// <summary>
/// Records read from a queue, as slices of the mapped log, and where to read on. Owned by the caller until it is disposed; not
/// thread-safe.
/// </summary>
public sealed class QueueReadResult : IDisposable
{
    private readonly List<ReadOnlyMemory<byte>> _records;
    private readonly List<Segment> _segments;

    internal QueueReadResult(QueueReadStatus status, long next, long min, long max)
        : this([], [])
    {
        Status = status;
        NextBeginOffset = next;
        MinOffset = min;
        MaxOffset = max;
    }

    internal QueueReadResult(List<ReadOnlyMemory<byte>> records, List<Segment> segments)
    {
        _records = records;
        _segments = segments;
    }

    public QueueReadStatus Status { get; internal set; }

    public long NextBeginOffset { get; internal set; }

    public long MinOffset { get; internal set; }

    public long MaxOffset { get; internal set; }

    /// <summary>Sum of all records in bytes.</summary>
    public int TotalBytes { get; internal set; }

    public int Count => _records.Count;

    /// <summary>One whole record.</summary>
    public ReadOnlyMemory<byte> this[int index] => _records[index];

    public IReadOnlyList<ReadOnlyMemory<byte>> Records => _records;

    /// <summary>Copies all records, one behind the other, as a pull answers with them.</summary>
    public void CopyTo(Span<byte> destination)
    {
        foreach (var record in _records)
        {
            record.Span.CopyTo(destination);
            destination = destination[record.Length..];
        }
    }

    public void Dispose()
    {
        foreach (var segment in _segments) segment.Release();
        _segments.Clear();
        _records.Clear();
    }
}
