using System.Buffers.Binary;
using RocketMQ.Model;
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

    /// <summary>Leases one record and adds it, unless its file is gone or the filter wants it not.</summary>
    internal bool TryAdd(SegmentList segments, long physicalOffset, int size, IMessageFilter? filter)
    {
        if (segments.Find(physicalOffset) is not { } segment) return false;
        var held = _segments is [.., var last] && ReferenceEquals(last, segment);
        if (!held && !segment.TryAcquire()) return false;
        var position = (int)(physicalOffset - segment.BaseOffset);
        if (size >= RecordView.MinLength && position + size <= segment.Length && IsThere(segment.Span(position, size), physicalOffset) && Wanted(segment.Span(position, size), filter))
        {
            if (!held) _segments.Add(segment);
            _records.Add(segment.Memory(position, size));
            TotalBytes += size;
            return true;
        }

        if (!held) segment.Release();
        return false;
    }

    /// <summary>Whether the record begins here that the entry speaks of; a damaged entry must not send other bytes to a client.</summary>
    private static bool IsThere(ReadOnlySpan<byte> bytes, long physicalOffset) =>
        BinaryPrimitives.ReadInt32BigEndian(bytes) == bytes.Length && BinaryPrimitives.ReadInt64BigEndian(bytes[28..]) == physicalOffset;

    private static bool Wanted(ReadOnlySpan<byte> bytes, IMessageFilter? filter) =>
        filter is not { NeedsRecord: true } || (RecordView.Parse(bytes, out var record) == RecordKind.Message && filter.MatchesRecord(record));

    public void Dispose()
    {
        foreach (var segment in _segments) segment.Release();
        _segments.Clear();
        _records.Clear();
    }
}
