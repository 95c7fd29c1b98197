using System.IO.Pipelines;
using System.Net;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Testing;

/// <summary>Two ends of a connection in memory: what one sends the other receives, without a port.</summary>
public sealed class MemoryTransport : TransportStream
{
    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;

    private MemoryTransport(PipeReader reader, PipeWriter writer, int localPort, int remotePort)
    {
        _reader = reader;
        _writer = writer;
        LocalEndPoint = new IPEndPoint(IPAddress.Loopback, localPort);
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, remotePort);
    }

    public override EndPoint LocalEndPoint { get; }

    public override EndPoint RemoteEndPoint { get; }

    /// <summary>A connected pair.</summary>
    public static (MemoryTransport Client, MemoryTransport Server) CreatePair(int clientPort = 50_000, int serverPort = 10_911)
    {
        // Without a limit the pipe never pauses a writer: back-pressure is tested on real sockets.
        var options = new PipeOptions(pauseWriterThreshold: 0);
        var toServer = new Pipe(options);
        var toClient = new Pipe(options);
        return (new MemoryTransport(toClient.Reader, toServer.Writer, clientPort, serverPort),
            new MemoryTransport(toServer.Reader, toClient.Writer, serverPort, clientPort));
    }

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var result = await _reader.ReadAsync(cancellation);
        if (result.Buffer.IsEmpty && result.IsCompleted)
            return 0;
        if (result.IsCanceled)
            throw new IOException("the connection was aborted");
        var length = (int)Math.Min(buffer.Length, result.Buffer.Length);
        var taken = result.Buffer.Slice(0, length);
        foreach (var segment in taken)
        {
            segment.CopyTo(buffer);
            buffer = buffer[segment.Length..];
        }

        _reader.AdvanceTo(taken.End);
        return length;
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        try
        {
            if ((await _writer.WriteAsync(data, cancellation).ConfigureAwait(false)).IsCompleted)
                throw new IOException("the other side has closed the connection");
        }
        catch (InvalidOperationException completed)
        {
            // What a socket does when it is disposed while it sends.
            throw new IOException("the connection was aborted", completed);
        }
    }

    public override void Abort()
    {
        _writer.Complete();
        _reader.CancelPendingRead();
    }
}
