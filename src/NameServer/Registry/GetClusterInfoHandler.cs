using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.Registry;

/// <summary>106: all clusters and brokers. Broker ids are never quoted here, whoever asks. docs/protocol.md 2.3.4.</summary>
internal sealed class GetClusterInfoHandler(RouteRegistry registry) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.WithBody(FastJson.Write(registry.GetClusters())));
}
