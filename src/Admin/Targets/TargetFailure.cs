using RocketMQ.Remoting.Codes;

namespace RocketMQ.Admin.Targets;

/// <summary>One server that did not do as asked.</summary>
/// <param name="Address">"host:port".</param>
/// <param name="Reason">An <see cref="AdminException"/> when it refused, a <see cref="Remoting.Transport.RemotingException"/> when it did not answer.</param>
public sealed record TargetFailure(string Address, Exception Reason)
{
    /// <summary>For people; names the address.</summary>
    public string Message => Reason.Message;

    /// <summary>The code of a refusal; null when there was no answer.</summary>
    public ResponseCode? Code => (Reason as AdminException)?.Code;
}
