using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.Registry;

/// <summary>205: clients shall send nothing more to a broker. docs/protocol.md 2.3.7.</summary>
internal sealed class WipeWritePermHandler(RouteRegistry registry) : IRequestHandler<WipeWritePermRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<WipeWritePermRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new WipeWritePermResponseHeader { WipeTopicCount = registry.WipeWritePermission(request.Header.BrokerName) }));
}
