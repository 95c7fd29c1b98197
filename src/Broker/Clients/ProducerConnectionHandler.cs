using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Clients;

/// <summary>204: the connections of a producer group (docs/protocol.md 2.4.9).</summary>
internal sealed class ProducerConnectionHandler(ProducerTable producers) : IRequestHandler<GetProducerConnectionListRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetProducerConnectionListRequestHeader> request, CancellationToken stopping)
    {
        var channels = producers.ChannelsOf(request.Header.ProducerGroup);
        return ValueTask.FromResult(channels.Count == 0
            ? Reply.Refused(ResponseCode.SystemError, $"the producer group[{request.Header.ProducerGroup}] not exist")
            : Reply.With(new NoFields(), FastJson.Write(new ProducerConnection { ConnectionSet = [.. channels.Select(channel => channel.ToBody())] })));
    }
}
