using RocketMQ.Store.Log;

namespace RocketMQ.Store.Queues;

/// <summary>Answers pulls: walks entries of a queue and leases the records they point to (docs/protocol.md 2.4.2). Takes no lock.</summary>
internal sealed class QueueReader(CommitLog log, QueueTable queues, StoreOptions options)
{
    /// <summary>Entries looked at for one read with a filter, at least (2.4.2).</summary>
    private const int MinScan = 800;

    private readonly long _inMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 100 * options.AccessMessageInMemoryMaxRatio;

    public bool IsOnDisk(long physicalOffset) => log.EndOffset - physicalOffset > _inMemory;

    public QueueReadResult Read(string topic, int queueId, long offset, int maxCount, int maxBytes, IMessageFilter? filter)
    {
        if (queues.Find(topic, queueId) is not { } queue) return new QueueReadResult(QueueReadStatus.NoMatchedLogicQueue, 0, 0, 0);
        var (min, max) = (queue.MinOffset, queue.MaxOffset);
        if (max == 0) return new QueueReadResult(QueueReadStatus.NoMessageInQueue, 0, min, max);
        if (offset < min) return new QueueReadResult(QueueReadStatus.OffsetTooSmall, min, min, max);
        if (offset == max) return new QueueReadResult(QueueReadStatus.OffsetOverflowOne, offset, min, max);
        if (offset > max) return new QueueReadResult(QueueReadStatus.OffsetOverflowBadly, max, min, max);
        var result = new QueueReadResult([], []) { MinOffset = min, MaxOffset = max };
        new Scan(log, queue, filter, result).Run(offset, Limits(queue, offset, maxCount, maxBytes), Math.Max(MinScan, maxCount));
        return result;
    }

    private (int Count, int Bytes) Limits(ConsumeQueue queue, long offset, int maxCount, int maxBytes)
    {
        var onDisk = queue.TryGet(offset, out var entry) && IsOnDisk(entry.PhysicalOffset);
        var (count, bytes) = onDisk
            ? (options.MaxTransferCountOnMessageInDisk, options.MaxTransferBytesOnMessageInDisk)
            : (options.MaxTransferCountOnMessageInMemory, options.MaxTransferBytesOnMessageInMemory);
        return (Math.Clamp(maxCount, 1, Math.Max(1, count)), Math.Min(maxBytes <= 0 ? int.MaxValue : maxBytes, bytes));
    }

    /// <summary>One walk over the entries.</summary>
    private sealed class Scan(CommitLog log, ConsumeQueue queue, IMessageFilter? filter, QueueReadResult result)
    {
        private const int Chunk = 32;

        private bool _sawRemoved;
        private bool _full;

        public void Run(long offset, (int Count, int Bytes) limits, int scanLimit)
        {
            Span<QueueEntry> entries = stackalloc QueueEntry[Chunk];
            var next = offset;
            while (!_full && next < result.MaxOffset && next - offset < scanLimit)
            {
                var count = queue.Copy(next, entries[..(int)Math.Min(Chunk, result.MaxOffset - next)]);
                if (count == 0) break;
                for (var i = 0; i < count && !_full; i++)
                {
                    if (Take(entries[i], limits)) next++;
                }
            }

            result.NextBeginOffset = next;
            result.Status = result.Count > 0 ? QueueReadStatus.Found
                : next == offset ? QueueReadStatus.OffsetFoundNull
                : _sawRemoved ? QueueReadStatus.MessageWasRemoving
                : QueueReadStatus.NoMatchedMessage;
        }

        /// <returns>Whether the entry is dealt with; false when it must wait for the next read.</returns>
        private bool Take(QueueEntry entry, (int Count, int Bytes) limits)
        {
            if (entry.IsFiller || entry.PhysicalOffset < log.MinOffset)
            {
                _sawRemoved = true;
                return true;
            }

            if (filter is not null && !filter.MatchesTagsCode(entry.TagsCode)) return true;
            if (result.Count >= limits.Count || (result.Count > 0 && (long)result.TotalBytes + entry.Size > limits.Bytes))
            {
                _full = true;
                return false;
            }

            if (!result.TryAdd(log.Segments, entry.PhysicalOffset, entry.Size, filter)) _sawRemoved |= entry.PhysicalOffset < log.MinOffset;
            _full = result.Count >= limits.Count;
            return true;
        }
    }
}
