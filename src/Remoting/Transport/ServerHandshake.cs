using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace RocketMQ.Remoting.Transport;

/// <summary>Tells TLS from plain text by the first byte of a new connection, and does the server's side of the handshake.</summary>
internal sealed class ServerHandshake(RemotingServerOptions options, ServerCertificate certificate, TimeProvider time)
{
    /// <summary>The first byte of a TLS handshake record. No frame starts with it: it would be 369 MB long.</summary>
    private const int TlsHandshake = 0x16;

    /// <summary>The transport to serve; null when the connection was refused or ended.</summary>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    public async Task<TransportStream?> AcceptAsync(Socket socket, CancellationToken stopping)
    {
        var plain = new SocketTransport(socket);
        if (options.Tls.Mode == TlsMode.Disabled)
            return plain;
        // In permissive mode a silent plain client is legitimate: the idle timeout is its limit, as for any other.
        var first = await FirstByteAsync(
            plain, options.Tls.Mode == TlsMode.Enforcing ? options.HandshakeTimeout : options.Limits.IdleTimeout, stopping);
        if (first != TlsHandshake)
            return options.Tls.Mode == TlsMode.Permissive && first >= 0 ? plain : await RefuseAsync(plain);
        using var limit = new CancellationTokenSource(options.HandshakeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        var tls = new SslStream(new TransportAsStream(plain));
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate.Get() }, either.Token);
        return new TlsTransport(tls, plain);
    }

    private async Task<int> FirstByteAsync(SocketTransport plain, TimeSpan within, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        return await plain.PeekAsync(either.Token);
    }

    private static async Task<TransportStream?> RefuseAsync(SocketTransport transport)
    {
        await transport.DisposeAsync();
        return null;
    }
}
