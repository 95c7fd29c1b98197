using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Replication;

/// <summary>Serves a change of topics or groups on masters only: a slave copies them from its master and would lose it (docs/protocol.md 2.4.8, 2.4.9).</summary>
internal sealed class MasterOnly<THeader>(BrokerSettings settings, IRequestHandler<THeader> inner) : IRequestHandler<THeader>
    where THeader : IRemotingHeader, new()
{
    public ValueTask<Reply> HandleAsync(Request<THeader> request, CancellationToken stopping) => settings.IsSlave
        ? throw new RejectedException(
            ResponseCode.SystemError, "Can't modify topic or subscription group from slave broker, please execute it from master broker.")
        : inner.HandleAsync(request, stopping);
}
