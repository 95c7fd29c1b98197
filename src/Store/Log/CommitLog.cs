using System.Buffers.Binary;
using RocketMQ.Model;
using RocketMQ.Store.Files;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Log;

/// <summary>
/// The append-only log of all messages (docs/protocol.md 4.2). An append encodes straight into the mapped file.
/// </summary>
/// <remarks>
/// <c>_append</c> guards the write position, the current segment and every queue's NextAppendOffset; inside it only the allocator's lock
/// is taken, and only when a file is full. <see cref="EndOffset"/> is published after the bytes are written: whoever reads it may read
/// everything before it without a lock. A crash of the process loses nothing below it, since the pages are the operating system's.
/// With <c>byCalls</c> records are written by system calls instead of into the mapping: right where each is flushed soon
/// (docs/decisions/0010).
/// </remarks>
internal sealed class CommitLog(IStoreFiles files, string directory, int segmentSize, bool byCalls, TimeProvider clock)
{
    private readonly Lock _append = new();
    private readonly SegmentList _segments = new(files, directory, segmentSize, durable: true);
    private readonly LogSpace _space = new(files, directory);
    private byte[] _encoded = [];
    private SegmentAllocator? _allocator;
    private long _endOffset;
    private long _lastStoreTimestamp;
    private long _lockedSince;
    private bool _stopped;

    public SegmentList Segments => _segments;

    public AppendTotals Totals { get; } = new();

    public StoreClock Clock { get; } = new(clock);

    /// <summary>Whether records are copied into the mapping, which then wants the pages ahead to be present.</summary>
    public bool IsWrittenInPlace => !byCalls;

    public long MinOffset => _segments.MinOffset;

    public long EndOffset => Volatile.Read(ref _endOffset);

    /// <summary>Store time of the newest record; 0 before the first since opening.</summary>
    public long LastStoreTimestamp => Volatile.Read(ref _lastStoreTimestamp);

    public long LockHeldMillis
    {
        get
        {
            var since = Volatile.Read(ref _lockedSince);
            return since == 0 ? 0 : Math.Max(0, Clock.Now().UnixMillis - since);
        }
    }

    /// <summary>Takes over where recovery found the end, and begins to make the file after it.</summary>
    public void Start(long endOffset, long lastStoreTimestamp)
    {
        _endOffset = endOffset;
        _lastStoreTimestamp = lastStoreTimestamp;
        _allocator = new SegmentAllocator(_segments);
    }

    /// <summary>Appends one record; size and limits are checked by the caller, who also says when it began.</summary>
    public AppendResult Append(ref RecordContent record, ConsumeQueue queue, int size, Moment began)
    {
        lock (_append)
        {
            var now = _lockedSince = StoreTime(began);
            try
            {
                if (MakeRoom(size) is not { } segment) return NoRoom();
                var queued = record.SystemFlags.IsQueued();
                record.QueueOffset = queued ? queue.NextAppendOffset : 0;
                record.StoreTimestamp = now;
                record.PhysicalOffset = _endOffset;
                var position = (int)(_endOffset - segment.BaseOffset);
                if (byCalls) segment.Write(position, Encode(record, size));
                else _ = MessageRecordCodec.Write(segment.Span(position, size), record);
                if (queued) queue.NextAppendOffset++;
                return Publish(record.PhysicalOffset, record.QueueOffset, size, record.StoreTimestamp, 1);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return NotWritten(failure);
            }
            finally
            {
                Volatile.Write(ref _lockedSince, 0);
            }
        }
    }

    /// <summary>Appends records that were encoded before, one behind the other, filling in their offsets and time: all in one file.</summary>
    public AppendResult AppendEncoded(Span<byte> records, int count, ConsumeQueue queue, Moment began, Span<long> physicalOffsets)
    {
        lock (_append)
        {
            var now = _lockedSince = StoreTime(began);
            try
            {
                if (MakeRoom(records.Length) is not { } segment) return NoRoom();
                var queueOffset = queue.NextAppendOffset;
                var physicalOffset = _endOffset;
                for (var (at, index) = (0, 0); index < count; index++)
                {
                    var record = records[at..];
                    RecordLayout.PatchQueueOffset(record, queueOffset + index);
                    RecordLayout.PatchPhysicalOffset(record, physicalOffset + at);
                    RecordLayout.PatchStoreTimestamp(record, (SystemFlags)BinaryPrimitives.ReadInt32BigEndian(record[36..]), now);
                    if (index < physicalOffsets.Length) physicalOffsets[index] = physicalOffset + at;
                    at += BinaryPrimitives.ReadInt32BigEndian(record);
                }

                Write(segment, (int)(physicalOffset - segment.BaseOffset), records);
                queue.NextAppendOffset += count;
                return Publish(physicalOffset, queueOffset, records.Length, now, count);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return NotWritten(failure);
            }
            finally
            {
                Volatile.Write(ref _lockedSince, 0);
            }
        }
    }

    /// <summary>Copies a master's bytes to the end. A jump forward is possible only into an empty log, and to the start of a file.</summary>
    public AppendResult AppendRaw(long physicalOffset, ReadOnlySpan<byte> bytes)
    {
        lock (_append)
        {
            if (physicalOffset != _endOffset && !(_segments.IsEmpty && physicalOffset > 0 && physicalOffset % segmentSize == 0))
            {
                var allowed = _segments.IsEmpty ? $"is empty and may begin at a multiple of {segmentSize}" : $"ends at {_endOffset}";
                return AppendResult.Refused(AppendStatus.MessageIllegal, $"Log bytes for position {physicalOffset} do not follow this log, which {allowed}.");
            }

            if (_segments.IsEmpty) _endOffset = physicalOffset;
            try
            {
                var end = physicalOffset;
                while (!bytes.IsEmpty)
                {
                    if (CurrentOrNext(end) is not { } segment) return NoRoom();
                    var part = (int)Math.Min(bytes.Length, segment.EndOffset - end);
                    _space.Ensure(segment, end, end + part);
                    Write(segment, (int)(end - segment.BaseOffset), bytes[..part]);
                    bytes = bytes[part..];
                    end += part;
                }

                // The records bring their own times, which need not be past this clock's.
                return Publish(physicalOffset, -1, (int)(end - physicalOffset), _lastStoreTimestamp, 0);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return NotWritten(failure);
            }
        }
    }

    /// <summary>Gives back the resident pages between two positions of one file; they are read again when needed.</summary>
    public void Forget(long from, long to)
    {
        if (_segments.Acquire(from) is not { } segment) return;
        segment.Forget((int)(from - segment.BaseOffset), (int)(Math.Min(to, segment.EndOffset) - from));
        segment.Release();
    }

    /// <summary>Takes disk space between two positions of one file before an append has to; false where there is none.</summary>
    public bool TryEnsureAhead(Segment segment, long from, long to)
    {
        try
        {
            _space.Ensure(segment, from, to);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The append that needs the space meets the same trouble, and its sender is told.
            return false;
        }
    }

    /// <summary>Runs something while no append can happen.</summary>
    public void WhileStill(Action action)
    {
        lock (_append) action();
    }

    /// <summary>Refuses appends from here on; the files stay mapped for the last flush.</summary>
    public void Stop()
    {
        lock (_append) _stopped = true;
    }

    public void Close()
    {
        _allocator?.Close();
        lock (_append) _segments.Close();
    }

    private void Write(Segment segment, int position, ReadOnlySpan<byte> bytes)
    {
        if (byCalls) segment.Write(position, bytes);
        else bytes.CopyTo(segment.Span(position, bytes.Length));
    }

    private ReadOnlySpan<byte> Encode(in RecordContent record, int size)
    {
        if (_encoded.Length < size) _encoded = new byte[Math.Max(size, _encoded.Length * 2)];
        return _encoded.AsSpan(0, MessageRecordCodec.Write(_encoded, record));
    }

    private AppendResult Publish(long physicalOffset, long queueOffset, int size, long storeTimestamp, int count)
    {
        var end = physicalOffset + size;
        // In this order: who reads the time first and then the end does not get a time from behind the end.
        Volatile.Write(ref _endOffset, end);
        Volatile.Write(ref _lastStoreTimestamp, storeTimestamp);
        Totals.Add(count, size);
        return new AppendResult
        {
            Status = AppendStatus.Stored, PhysicalOffset = physicalOffset, QueueOffset = queueOffset, Size = size, EndOffset = end,
            StoreTimestamp = storeTimestamp, Count = count,
        };
    }

    /// <summary>The segment that has room for this many bytes and a blank mark behind them; the rest of a full one is marked unused (4.2.3).</summary>
    private Segment? MakeRoom(int size)
    {
        if (CurrentOrNext(_endOffset) is not { } segment) return null;
        var position = (int)(_endOffset - segment.BaseOffset);
        var remaining = segment.Length - position;
        if (size + RecordView.BlankLength <= remaining)
        {
            _space.Ensure(segment, _endOffset, _endOffset + size + RecordView.BlankLength);
            return segment;
        }

        if (size + RecordView.BlankLength > segmentSize) return null;

        var next = CurrentOrNext(segment.EndOffset);
        if (next is null) return null;
        Span<byte> blank = stackalloc byte[RecordView.BlankLength];
        BinaryPrimitives.WriteInt32BigEndian(blank, remaining);
        BinaryPrimitives.WriteInt32BigEndian(blank[4..], RecordView.MagicBlank);
        _space.Ensure(segment, _endOffset, _endOffset + blank.Length);
        Write(segment, position, blank);
        Volatile.Write(ref _endOffset, segment.EndOffset);
        _space.Ensure(next, next.BaseOffset, next.BaseOffset + size + RecordView.BlankLength);
        return next;
    }

    private Segment? CurrentOrNext(long offset)
    {
        if (_stopped) return null;
        if (_segments.Last is { } last && offset < last.EndOffset) return _segments.Find(offset);
        return _allocator!.AddNext(offset / segmentSize * segmentSize);
    }

    /// <summary>The clock is looked at before the lock is taken, and again by who was overtaken meanwhile: times in the log go up.</summary>
    private long StoreTime(Moment began) => began.UnixMillis < _lastStoreTimestamp ? Clock.Now().UnixMillis : began.UnixMillis;

    /// <summary>Nothing was published: the next append writes over what there is of this one.</summary>
    private static AppendResult NotWritten(Exception failure) =>
        AppendResult.Refused(AppendStatus.SegmentCreateFailed, $"The log cannot be written: {failure.Message}");

    private AppendResult NoRoom() => _stopped ? AppendResult.Refused(AppendStatus.ShuttingDown, "The store is closing.") : AppendResult.Refused(
        _allocator!.Problem is null ? AppendStatus.MessageIllegal : AppendStatus.SegmentCreateFailed,
        _allocator.Problem ?? $"The record does not fit into a log file of {segmentSize} bytes.");
}
