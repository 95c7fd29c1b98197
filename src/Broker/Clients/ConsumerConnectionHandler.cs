using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Clients;

/// <summary>203: the connections and subscriptions of a consumer group (docs/protocol.md 2.4.9).</summary>
internal sealed class ConsumerConnectionHandler(ConsumerTable consumers) : IRequestHandler<GetConsumerConnectionListRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetConsumerConnectionListRequestHeader> request, CancellationToken stopping)
    {
        var name = request.Header.ConsumerGroup;
        var channels = consumers.ChannelsOf(name);
        if (consumers.Find(name) is not { } group || channels.Count == 0)
            return ValueTask.FromResult(Reply.Refused(ResponseCode.ConsumerNotOnline, $"the consumer group[{name}] not online"));
        return ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(new ConsumerConnection
        {
            ConnectionSet = [.. channels.Select(channel => channel.ToBody())],
            ConsumeFromWhere = group.ConsumeFromWhere,
            ConsumeType = group.ConsumeType,
            MessageModel = group.MessageModel,
            SubscriptionTable = group.Subscriptions.ToDictionary(subscription => subscription.Data.Topic, subscription => subscription.Data),
        })));
    }
}
