using System.Net;
using System.Net.Security;

namespace RocketMQ.Remoting.Transport;

/// <summary>A TLS session over another transport.</summary>
internal sealed class TlsTransport(SslStream tls, TransportStream inner) : TransportStream
{
    public override EndPoint LocalEndPoint => inner.LocalEndPoint;

    public override EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        tls.ReadAsync(buffer, cancellation);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        tls.WriteAsync(data, cancellation);

    public override void Abort() => inner.Abort();

    public override async ValueTask DisposeAsync()
    {
        await tls.DisposeAsync();
        await base.DisposeAsync();
    }
}
