using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Store;

namespace RocketMQ.Broker.Groups;

/// <summary>Compares what a group has consumed with what is there (docs/protocol.md 2.4.9, 208 and 317).</summary>
internal sealed class ConsumeStatsReader(
    TopicTable topics, ConsumerTable consumers, OffsetTable offsets, IMessageStore store, BrokerStatistics statistics, BrokerSettings settings)
{
    /// <summary>Adds the queues of one topic to <paramref name="stats"/>; unknown topics and, for a group that is online, topics it no longer subscribes are left out.</summary>
    public void Add(ConsumeStats stats, string group, string topicName)
    {
        if (topics.Find(topicName) is not { } topic)
            return;
        if (consumers.Find(group) is { } online && online.FindSubscription(topicName) is null)
            return;
        for (var queue = 0; queue < topic.ReadQueues; queue++)
            stats.OffsetTable[new MessageQueue(topicName, settings.BrokerName, queue)] = Compare(group, topicName, queue);
        stats.ConsumeTps += statistics.GroupGetTps(topicName, group);
    }

    private OffsetWrapper Compare(string group, string topic, int queue)
    {
        var consumed = offsets.Find(topic, group, queue) ?? 0;
        return new OffsetWrapper
        {
            BrokerOffset = Math.Max(0, store.GetMaxOffset(topic, queue)),
            ConsumerOffset = consumed,
            LastTimestamp = consumed > 0 ? Math.Max(0, store.GetMessageStoreTimestamp(topic, queue, consumed - 1)) : 0,
        };
    }
}
