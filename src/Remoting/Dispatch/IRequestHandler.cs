using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>Serves one request in a lane of its own, away from the thread that read it. May wait.</summary>
/// <typeparam name="THeader">The header class of the request.</typeparam>
public interface IRequestHandler<THeader>
    where THeader : IRemotingHeader, new()
{
    /// <summary>Serves <paramref name="request"/>.</summary>
    /// <exception cref="RejectedException">The request is refused; the caller gets code and remark.</exception>
    ValueTask<Reply> HandleAsync(Request<THeader> request, CancellationToken stopping);
}

/// <summary>
/// Serves one hot request on the thread that read it, straight from the receive buffer. Must never wait: other requests of the
/// same connection stand behind it.
/// </summary>
public interface IInlineRequestHandler
{
    /// <summary>
    /// Serves <paramref name="frame"/> and answers through <paramref name="connection"/>, now or later. The frame is gone when
    /// the call returns.
    /// </summary>
    void Handle(in InboundFrame frame, RemotingConnection connection);
}
