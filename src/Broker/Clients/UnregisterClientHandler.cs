using RocketMQ.Broker.Groups;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Clients;

/// <summary>35: a client leaves its groups. Unknown groups are no failure (docs/protocol.md 2.4.5).</summary>
internal sealed class UnregisterClientHandler(ConsumerTable consumers, ProducerTable producers, GroupTable groups)
    : IRequestHandler<UnregisterClientRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<UnregisterClientRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (!string.IsNullOrEmpty(header.ProducerGroup))
            producers.Unregister(request.Connection, header.ClientId, header.ProducerGroup);
        if (!string.IsNullOrEmpty(header.ConsumerGroup))
        {
            _ = groups.FindOrCreate(header.ConsumerGroup);
            consumers.Unregister(request.Connection, header.ClientId, header.ConsumerGroup);
        }

        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}
