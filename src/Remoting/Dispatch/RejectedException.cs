using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>A request that is refused with a response code and a remark for the caller. Not for hot paths: a throw costs about 10 µs.</summary>
public sealed class RejectedException(ResponseCode code, string remark) : Exception(remark)
{
    /// <summary>The code the caller gets.</summary>
    public ResponseCode Code { get; } = code;
}
