using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Offsets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Groups;

/// <summary>343: the topics that a group has offsets of (5.x, docs/protocol.md 2.4.14).</summary>
internal sealed class TopicsOfGroupHandler(OffsetTable offsets, BrokerIdentity identity) : IRequestHandler<QueryTopicsByConsumerRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<QueryTopicsByConsumerRequestHeader> request, CancellationToken stopping) => ValueTask.FromResult(Reply.With(
        null, FastJson.Write(new TopicList { BrokerAddr = identity.Address, Topics = [.. offsets.TopicsOf(request.Header.Group).Order(StringComparer.Ordinal)] })));
}

/// <summary>345: what a group that is online wants of a topic (5.x).</summary>
internal sealed class SubscriptionOfGroupHandler(ConsumerTable consumers) : IRequestHandler<QuerySubscriptionByConsumerRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<QuerySubscriptionByConsumerRequestHeader> request, CancellationToken stopping)
    {
        var (group, topic) = (request.Header.Group, request.Header.Topic);
        return ValueTask.FromResult(Reply.With(null, FastJson.Write(new QuerySubscriptionResponseBody
        {
            Group = group,
            Topic = topic,
            SubscriptionData = topic is null ? null : consumers.Find(group)?.FindSubscription(topic)?.Data,
        })));
    }
}

/// <summary>353: forbids a group to read a topic, or allows it again, or only tells (5.x).</summary>
internal sealed class GroupForbiddenHandler(GroupTable groups) : IRequestHandler<UpdateGroupForbiddenRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<UpdateGroupForbiddenRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (groups.Find(header.Group) is null)
            return ValueTask.FromResult(Reply.Refused(ResponseCode.SubscriptionGroupNotExist, $"subscription group [{header.Group}] does not exist"));
        if (header.Readable is { } readable)
            groups.SetForbidden(header.Group, header.Topic, !readable);
        return ValueTask.FromResult(Reply.With(null, FastJson.Write(new GroupForbidden
        {
            Group = header.Group,
            Topic = header.Topic,
            Readable = !groups.IsForbidden(header.Group, header.Topic),
        }), ""));
    }
}
