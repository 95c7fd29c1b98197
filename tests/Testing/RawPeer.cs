using System.Buffers.Binary;
using System.Text;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Testing;

/// <summary>The other side of a connection, byte by byte: sends whatever a test made, and reads whole frames.</summary>
public sealed class RawPeer(TransportStream transport) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private byte[] _received = new byte[64 * 1024];
    private int _filled;

    /// <summary>A peer of a server in a network in memory.</summary>
    public static async Task<RawPeer> ConnectAsync(ITransportConnector network, string address) =>
        RemotingAddress.TryParse(address, out var target, out var problem)
            ? new RawPeer(await network.ConnectAsync(target, CancellationToken.None))
            : throw new ArgumentException(problem, nameof(address));

    /// <summary>A frame around a JSON header given as text.</summary>
    public static byte[] JsonFrame(string header, ReadOnlySpan<byte> body = default)
    {
        var headerBytes = Encoding.UTF8.GetBytes(header);
        var frame = new byte[InboundFrame.PrefixLength + headerBytes.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headerBytes.Length);
        headerBytes.CopyTo(frame, InboundFrame.PrefixLength);
        body.CopyTo(frame.AsSpan(InboundFrame.PrefixLength + headerBytes.Length));
        return frame;
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await transport.SendAsync(bytes, CancellationToken.None);

    /// <summary>The next frame; null when the server has closed the connection.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        while (true)
        {
            var length = InboundFrame.MeasureFrame(_received.AsSpan(0, _filled), int.MaxValue);
            if (length > 0 && length <= _filled)
            {
                var frame = _received[..length];
                _filled -= length;
                _received.AsSpan(length, _filled).CopyTo(_received);
                return frame;
            }

            if (length > _received.Length)
                Array.Resize(ref _received, length);
            var count = await ReadAsync();
            if (count == 0)
                return null;
            _filled += count;
        }
    }

    /// <summary>Sends a request and reads the frame that follows.</summary>
    public async Task<RemotingCommand> CallAsync(ReadOnlyMemory<byte> request)
    {
        await SendAsync(request);
        var frame = await ReceiveAsync() ?? throw new IOException("the server has closed the connection");
        return RemotingCommand.Copy(InboundFrame.Read(frame, new FieldIndex()));
    }

    public ValueTask DisposeAsync() => transport.DisposeAsync();

    private async Task<int> ReadAsync()
    {
        try
        {
            return await transport.ReceiveAsync(_received.AsMemory(_filled), CancellationToken.None).AsTask().WaitAsync(Patience);
        }
        catch (Exception reset) when (reset is IOException or System.Net.Sockets.SocketException)
        {
            return 0;
        }
    }
}
