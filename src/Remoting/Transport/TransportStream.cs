using System.Net;

namespace RocketMQ.Remoting.Transport;

/// <summary>
/// The seam under a connection: bytes in, bytes out. A socket, a TLS session over one, or a pair in memory for tests.
/// One receive and one send may run at the same time, never two of a kind.
/// </summary>
public abstract class TransportStream : IAsyncDisposable
{
    /// <summary>Our end.</summary>
    public abstract EndPoint LocalEndPoint { get; }

    /// <summary>The other end.</summary>
    public abstract EndPoint RemoteEndPoint { get; }

    /// <summary>Waits for bytes; 0 when the other side has finished.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>Sends all of <paramref name="data"/>.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation);

    /// <summary>Breaks it off: pending calls fail. May be called from any thread, also twice.</summary>
    public abstract void Abort();

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        Abort();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
