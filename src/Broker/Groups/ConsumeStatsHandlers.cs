using System.Globalization;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Store;

namespace RocketMQ.Broker.Groups;

/// <summary>208: how far a group is, queue by queue (docs/protocol.md 2.4.9).</summary>
internal sealed class ConsumeStatsHandler(ConsumeStatsReader reader, OffsetTable offsets) : IRequestHandler<GetConsumeStatsRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetConsumeStatsRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var stats = new ConsumeStats();
        foreach (var topic in string.IsNullOrEmpty(header.Topic) ? offsets.TopicsOf(header.ConsumerGroup) : [header.Topic])
            reader.Add(stats, header.ConsumerGroup, topic);
        return ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(stats)));
    }
}

/// <summary>317: how far every group is, topic by topic.</summary>
internal sealed class BrokerConsumeStatsHandler(
    ConsumeStatsReader reader, GroupTable groups, OffsetTable offsets, TopicTable topics, BrokerIdentity identity) : IRequestHandler<GetBrokerConsumeStatsRequestHeader>
{
    /// <summary>The original says so in every good answer of this request.</summary>
    private const string Untouched = "not set any response code";

    public ValueTask<Reply> HandleAsync(Request<GetBrokerConsumeStatsRequestHeader> request, CancellationToken stopping)
    {
        var list = new ConsumeStatsList { BrokerAddr = identity.Address };
        foreach (var group in groups.All)
        {
            var entries = new List<ConsumeStats>();
            foreach (var topic in offsets.TopicsOf(group.Name).Where(topic => !request.Header.IsOrder || topics.Find(topic)?.IsOrdered == true))
            {
                var stats = new ConsumeStats();
                reader.Add(stats, group.Name, topic);
                if (stats.OffsetTable.Count == 0)
                    continue;
                entries.Add(stats);
                list.TotalDiff += stats.OffsetTable.Values.Sum(queue => queue.BrokerOffset - queue.ConsumerOffset);
            }

            list.Groups.Add(new Dictionary<string, List<ConsumeStats>> { [group.Name] = entries });
        }

        return ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(list), Untouched));
    }
}

/// <summary>303: from when to when a group could consume a topic, and how far behind in time it is (docs/protocol.md 2.4.8).</summary>
internal sealed class ConsumeTimeSpanHandler(
    TopicTable topics, OffsetTable offsets, IMessageStore store, BrokerSettings settings, TimeProvider time) : IRequestHandler<QueryConsumeTimeSpanRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<QueryConsumeTimeSpanRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (topics.Find(header.Topic) is not { } topic)
            return ValueTask.FromResult(Reply.Refused(ResponseCode.TopicNotExist, $"topic[{header.Topic}] not exist"));
        var body = new QueryConsumeTimeSpanBody();
        for (var queue = 0; queue < topic.WriteQueues; queue++)
            body.ConsumeTimeSpanSet.Add(Span(topic.Name, header.Group, queue));
        return ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(body)));
    }

    private QueueTimeSpan Span(string topic, string group, int queue)
    {
        var most = store.GetMaxOffset(topic, queue);
        var first = store.GetEarliestMessageTime(topic, queue);
        var last = most > 0 ? store.GetMessageStoreTimestamp(topic, queue, most - 1) : -1;
        var consumedOffset = offsets.Find(topic, group, queue) ?? 0;
        var consumed = consumedOffset > 0 ? store.GetMessageStoreTimestamp(topic, queue, consumedOffset - 1) : first;
        return new QueueTimeSpan
        {
            MessageQueue = new MessageQueue(topic, settings.BrokerName, queue),
            MinTimeStamp = first,
            MinTimeStampStr = Text(first),
            MaxTimeStamp = last,
            MaxTimeStampStr = Text(last),
            ConsumeTimeStamp = consumed,
            ConsumeTimeStampStr = Text(consumed),
            DelayTime = consumedOffset < most ? time.GetUtcNow().ToUnixTimeMilliseconds() - store.GetMessageStoreTimestamp(topic, queue, consumedOffset) : 0,
        };
    }

    private string Text(long timestamp) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(timestamp), time.LocalTimeZone)
        .ToString("yyyy-MM-dd#HH:mm:ss:fff", CultureInfo.InvariantCulture);
}
