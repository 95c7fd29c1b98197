using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Metrics;

/// <summary>Messages and bytes in and out, by topic and group, for <see cref="BrokerMeter"/>. Counted since the process started.</summary>
internal sealed class TrafficFigures(TopicTable topics, GroupTable groups, BrokerStatistics statistics, BrokerSettings settings, IMessageStore store)
{
    public void Register(BrokerMeter meter)
    {
        meter.Gauge("rocketmq_broker_permission", "What clients may do: 6 read and write, 4 read, 2 write.", () => (long)settings.Permission);
        meter.Gauge("rocketmq_topic_number", "Topics.", () => topics.All.LongCount());
        meter.Gauge("rocketmq_consumer_group_number", "Consumer groups.", () => groups.All.LongCount());
        Topics("rocketmq_messages_in_total", "Messages that producers sent.", topic => topic.Traffic.PutNums.Sum);
        Topics("rocketmq_throughput_in_total", "Bytes that producers sent, as stored.", topic => topic.Traffic.PutSize.Sum);
        Groups("rocketmq_messages_out_total", "Messages given to consumers.", traffic => traffic.GetNums.Sum);
        Groups("rocketmq_throughput_out_total", "Bytes given to consumers, as stored.", traffic => traffic.GetSize.Sum);
        meter.Counter("rocketmq_send_to_dlq_messages_total", "Messages given up by a group, since its dead-letter topic exists.",
            () => from topic in topics.All
                  where SystemTopics.IsDeadLetter(topic.Name)
                  select meter.Of(store.Queues(topic.Name).Sum(queue => queue.MaxOffset), ("consumer_group", topic.Name[SystemTopics.DeadLetterPrefix.Length..])));

        void Topics(string name, string help, Func<Topic, long> figure) => meter.Counter(name, help, () => topics.All.Select(topic =>
            meter.Of(figure(topic), ("topic", topic.Name), ("is_system", BrokerMeter.Word(SystemTopics.IsSystemTopic(topic.Name))))));

        void Groups(string name, string help, Func<GroupTraffic, long> figure) => meter.Counter(name, help, () => statistics.Groups.Select(pair =>
            meter.Of(figure(pair.Traffic), ("topic", pair.Topic), ("consumer_group", pair.Group), ("is_retry", BrokerMeter.Word(SystemTopics.IsRetry(pair.Topic))))));
    }
}
