using RocketMQ.Store.Log;

namespace RocketMQ.Store.Queues;

/// <summary>Answers questions about times in a queue by bisection over its records (docs/protocol.md 2.4.4 code 29). Takes no lock.</summary>
internal sealed class TimeSearch(QueueTable queues, LogReader reader)
{
    /// <summary>Offset of the message stored nearest to a time; the earlier one of two that are equally near, 0 for none.</summary>
    public long Nearest(string topic, int queueId, long timestamp)
    {
        if (queues.Find(topic, queueId) is not { } queue || queue.MaxOffset <= queue.MinOffset) return 0;
        var (min, max) = (queue.MinOffset, queue.MaxOffset);
        var (low, high) = (min, max);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (StoreTime(queue, middle) < timestamp) low = middle + 1;
            else high = middle;
        }

        if (low == max) return max - 1;
        if (low == min) return min;
        var (after, before) = (StoreTime(queue, low), StoreTime(queue, low - 1));
        return after == timestamp || after - timestamp < timestamp - before ? low : low - 1;
    }

    public long StoreTime(string topic, int queueId, long offset) =>
        queues.Find(topic, queueId) is { } queue ? StoreTime(queue, offset) : -1;

    private long StoreTime(ConsumeQueue queue, long offset) =>
        queue.TryGet(offset, out var entry) && !entry.IsFiller ? reader.StoreTimestampAt(entry.PhysicalOffset) : -1;
}
