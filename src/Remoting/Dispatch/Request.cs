using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>A request with its header read; what a lane's handler gets.</summary>
/// <typeparam name="THeader">The header class of the request.</typeparam>
public sealed class Request<THeader>(THeader header, RemotingCommand command, RemotingConnection connection)
    where THeader : IRemotingHeader, new()
{
    /// <summary>The extension fields.</summary>
    public THeader Header { get; } = header;

    /// <summary>The whole command: body, version, raw fields.</summary>
    public RemotingCommand Command { get; } = command;

    /// <summary>Where it came from and where later messages to this client go.</summary>
    public RemotingConnection Connection { get; } = connection;

    /// <summary>The request code, for handlers that serve several.</summary>
    public RequestCode Code => (RequestCode)Command.Code;

    /// <summary>The request body.</summary>
    public ReadOnlyMemory<byte> Body => Command.Body;

    /// <summary>The caller's version ordinal.</summary>
    public int Version => Command.Version;
}
