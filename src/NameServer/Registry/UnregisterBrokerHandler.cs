using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.Registry;

/// <summary>104: a broker says that it is about to stop. docs/protocol.md 2.3.2.</summary>
internal sealed class UnregisterBrokerHandler(RouteRegistry registry) : IRequestHandler<BrokerIdentityRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<BrokerIdentityRequestHeader> request, CancellationToken stopping)
    {
        registry.Unregister(request.Header.BrokerName, request.Header.BrokerAddr);
        return ValueTask.FromResult(Reply.Success);
    }
}
