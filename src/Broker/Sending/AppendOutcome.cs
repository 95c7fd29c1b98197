using RocketMQ.Remoting.Codes;
using RocketMQ.Store;

namespace RocketMQ.Broker.Sending;

/// <summary>Which response code an append ends in (docs/protocol.md 2.4.1, steps 10 to 15).</summary>
internal static class AppendOutcome
{
    public static (ResponseCode Code, string Remark) Refusal(in AppendResult result) => result.Status switch
    {
        AppendStatus.MessageIllegal => (ResponseCode.MessageIllegal, $"the message is illegal, {result.Problem}"),
        _ => (ResponseCode.ServiceNotAvailable, $"service not available now. {result.Problem}"),
    };

    public static ResponseCode CodeOf(FlushStatus status) => status == FlushStatus.Flushed ? ResponseCode.Success : ResponseCode.FlushDiskTimeout;
}
