using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Clients;

/// <summary>328: every producer of this broker, by group (docs/protocol.md 2.4.9).</summary>
internal sealed class ProducerInfoHandler(ProducerTable producers) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(new ProducerTableInfo
        {
            Data = producers.All().ToDictionary(pair => pair.Key, pair => pair.Value.Select(Describe).ToList()),
        })));

    private static ProducerInfo Describe(ClientChannel channel) => new()
    {
        ClientId = channel.ClientId,
        Language = channel.Language,
        LastUpdateTimestamp = channel.LastSeen,
        // The slash is what the original's address objects print.
        RemoteIP = "/" + channel.Connection.RemoteAddress,
        Version = channel.Version,
    };
}
