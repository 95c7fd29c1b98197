namespace RocketMQ.Remoting.Transport;

/// <summary>Makes the transport under a client's connection; tests put a pair in memory here.</summary>
public interface ITransportConnector
{
    /// <summary>Connects.</summary>
    /// <exception cref="RemotingConnectException">It can not be done; the message says why.</exception>
    Task<TransportStream> ConnectAsync(RemotingAddress address, CancellationToken cancellation);
}
