using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.Registry;

/// <summary>304: names of clusters and brokers, which are topics too, and any broker to ask for more. docs/protocol.md 2.3.6.</summary>
internal sealed class GetSystemTopicsHandler(RouteRegistry registry) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.WithBody(FastJson.Write(registry.GetSystemTopics())));
}
