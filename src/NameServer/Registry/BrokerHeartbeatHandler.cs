using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.Registry;

/// <summary>904: a 5.x broker says that it lives, between its registrations. docs/protocol.md 2.4.14.</summary>
internal sealed class BrokerHeartbeatHandler(RouteRegistry registry) : IRequestHandler<BrokerHeartbeatRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<BrokerHeartbeatRequestHeader> request, CancellationToken stopping)
    {
        registry.Touch(request.Header.BrokerAddr);
        return ValueTask.FromResult(Reply.Success);
    }
}
