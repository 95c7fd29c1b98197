using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Offsets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Store;

namespace RocketMQ.Broker.Topics;

/// <summary>21: all topics with their version.</summary>
internal sealed class AllTopicsHandler(TopicTable topics) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(topics.Snapshot())));
}

/// <summary>351: one topic (5.x, docs/protocol.md 2.4.14).</summary>
internal sealed class TopicConfigHandler(TopicTable topics) : IRequestHandler<GetTopicConfigRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetTopicConfigRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(topics.Find(request.Header.Topic) is { } topic
            ? Reply.With(new NoFields(), FastJson.Write(topic.Config))
            : Reply.Refused(ResponseCode.TopicNotExist, $"No topic in this broker. topic: {request.Header.Topic}"));
}

/// <summary>305: the topics that belong to the broker itself.</summary>
internal sealed class SystemTopicsHandler(TopicCreation creation) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(new TopicList { Topics = [.. creation.SystemTopicNames] })));
}

/// <summary>202: how far each queue of a topic reaches (docs/protocol.md 2.4.8).</summary>
internal sealed class TopicStatsHandler(TopicTable topics, IMessageStore store, BrokerSettings settings) : IRequestHandler<GetTopicStatsRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetTopicStatsRequestHeader> request, CancellationToken stopping)
    {
        if (topics.Find(request.Header.Topic) is not { } topic)
            return ValueTask.FromResult(Reply.Refused(ResponseCode.TopicNotExist, $"topic[{request.Header.Topic}] not exist"));
        var table = new TopicStatsTable();
        for (var queue = 0; queue < topic.WriteQueues; queue++)
        {
            var (least, most) = (Math.Max(0, store.GetMinOffset(topic.Name, queue)), Math.Max(0, store.GetMaxOffset(topic.Name, queue)));
            table.OffsetTable[new MessageQueue(topic.Name, settings.BrokerName, queue)] = new TopicOffset
            {
                MinOffset = least,
                MaxOffset = most,
                LastUpdateTimestamp = most > least ? Math.Max(0, store.GetMessageStoreTimestamp(topic.Name, queue, most - 1)) : 0,
            };
        }

        return ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(table)));
    }
}

/// <summary>300: the groups that consume a topic: those online that subscribe it and those with offsets of it.</summary>
internal sealed class TopicConsumersHandler(ConsumerTable consumers, OffsetTable offsets) : IRequestHandler<QueryTopicConsumeByWhoRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<QueryTopicConsumeByWhoRequestHeader> request, CancellationToken stopping)
    {
        var topic = request.Header.Topic;
        var online = consumers.Groups.Where(group => group.FindSubscription(topic) is not null).Select(group => group.Name);
        return ValueTask.FromResult(Reply.With(
            new NoFields(), FastJson.Write(new GroupList { Groups = [.. online.Union(offsets.GroupsOf(topic)).Order(StringComparer.Ordinal)] })));
    }
}
