using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Clients;

/// <summary>38: the client ids of a group, one per connection; what clients share queues out by (docs/protocol.md 6.5).</summary>
internal sealed class ConsumerListHandler(ConsumerTable consumers) : IRequestHandler<GetConsumerListByGroupRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetConsumerListByGroupRequestHeader> request, CancellationToken stopping)
    {
        var group = request.Header.ConsumerGroup;
        var channels = consumers.ChannelsOf(group);
        return ValueTask.FromResult(channels.Count == 0
            ? Reply.Refused(ResponseCode.SystemError, $"no consumer for this group, {group}")
            : Reply.With(new NoFields(), FastJson.Write(new GetConsumerListByGroupResponseBody { ConsumerIdList = [.. channels.Select(channel => channel.ClientId)] })));
    }
}
