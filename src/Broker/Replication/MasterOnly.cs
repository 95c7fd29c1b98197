using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Replication;

/// <summary>
/// Serves on masters only what a slave would lose: a change of topics or groups, which it copies from its master (docs/protocol.md 2.4.8,
/// 2.4.9), and what is written into the log.
/// </summary>
internal sealed class MasterOnly<THeader>(BrokerSettings settings, IRequestHandler<THeader> inner, string remark = MasterOnly<THeader>.Changes)
    : IRequestHandler<THeader>
    where THeader : IRemotingHeader, new()
{
    private const string Changes = "Can't modify topic or subscription group from slave broker, please execute it from master broker.";

    public ValueTask<Reply> HandleAsync(Request<THeader> request, CancellationToken stopping) => settings.IsSlave
        ? throw new RejectedException(ResponseCode.SystemError, remark)
        : inner.HandleAsync(request, stopping);
}
