using System.Net;
using System.Net.Sockets;

namespace RocketMQ.Remoting.Transport;

/// <summary>A plain TCP socket. Also carries replication, which has no frames and no TLS.</summary>
public sealed class SocketTransport : TransportStream
{
    private readonly Socket _socket;
    private readonly EndPoint _local;
    private readonly EndPoint _remote;

    public SocketTransport(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _local = Unmap(socket.LocalEndPoint!);
        _remote = Unmap(socket.RemoteEndPoint!);
    }

    public override EndPoint LocalEndPoint => _local;

    public override EndPoint RemoteEndPoint => _remote;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        while (!data.IsEmpty)
            data = data[await _socket.SendAsync(data, SocketFlags.None, cancellation).ConfigureAwait(false)..];
    }

    /// <summary>The first byte that will be received, left where it is; −1 when the other side closed without one.</summary>
    public async ValueTask<int> PeekAsync(CancellationToken cancellation)
    {
        var first = new byte[1];
        return await _socket.ReceiveAsync(first.AsMemory(), SocketFlags.Peek, cancellation) == 0 ? -1 : first[0];
    }

    public override void Abort() => _socket.Dispose();

    private static EndPoint Unmap(EndPoint endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : endPoint;
}
