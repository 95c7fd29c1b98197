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

    /// <summary>The original's name of a refusal; where a remark is that name, tools know it.</summary>
    public static string NameOf(AppendStatus status) => status switch
    {
        AppendStatus.Stored => "PUT_OK",
        AppendStatus.MessageIllegal => "MESSAGE_ILLEGAL",
        AppendStatus.SegmentCreateFailed => "CREATE_MAPEDFILE_FAILED",
        _ => "SERVICE_NOT_AVAILABLE",
    };

    public static ResponseCode CodeOf(FlushStatus status) => status == FlushStatus.Flushed ? ResponseCode.Success : ResponseCode.FlushDiskTimeout;
}
