using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>Decides which requests are served at all. Asked on the thread that read the request, before anything is copied; must not wait.</summary>
public interface IRequestGuard
{
    /// <summary>Why a request is not served; null where it is.</summary>
    Reply? Refuse(in InboundFrame frame, RemotingConnection connection);
}
