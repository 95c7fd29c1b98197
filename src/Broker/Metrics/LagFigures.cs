using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Metrics;

/// <summary>
/// How far groups are behind, for <see cref="BrokerMeter"/>. Queues of which a group has no offset are left out: what it will read of them is
/// not known. Topics that are gone are left out too.
/// </summary>
internal sealed class LagFigures(OffsetTable offsets, TopicTable topics, IMessageStore store, TimeProvider time)
{
    public void Register(BrokerMeter meter)
    {
        Each("rocketmq_consumer_lag_messages", "Messages stored and not consumed by the group.", Messages);
        Each("rocketmq_consumer_lag_latency", "Age of the oldest message that the group has not consumed, milliseconds; 0 when it has consumed all.", Latency);

        void Each(string name, string help, Func<string, IReadOnlyDictionary<int, long>, long?> figure) => meter.Gauge(name, help, () =>
            from pair in offsets.Pairs
            where topics.Find(pair.Topic) is not null
            let value = figure(pair.Topic, offsets.Of(pair.Topic, pair.Group))
            where value is not null
            select meter.Of(
                value.Value, ("topic", pair.Topic), ("consumer_group", pair.Group), ("is_retry", BrokerMeter.Word(SystemTopics.IsRetry(pair.Topic))),
                ("is_system", BrokerMeter.Word(SystemTopics.IsSystemTopic(pair.Topic)))));
    }

    private long? Messages(string topic, IReadOnlyDictionary<int, long> queues) =>
        queues.Sum(queue => Math.Max(0, store.GetMaxOffset(topic, queue.Key) - queue.Value));

    /// <summary>Null where the store does not tell when the oldest unread message came.</summary>
    private long? Latency(string topic, IReadOnlyDictionary<int, long> queues)
    {
        var oldest = long.MaxValue;
        foreach (var (queue, offset) in queues)
        {
            if (offset >= store.GetMaxOffset(topic, queue))
                continue;
            var stored = store.GetMessageStoreTimestamp(topic, queue, Math.Max(offset, store.GetMinOffset(topic, queue)));
            if (stored < 0)
                return null;
            oldest = Math.Min(oldest, stored);
        }

        return oldest == long.MaxValue ? 0 : Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - oldest);
    }
}
