using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RocketMQ.Remoting.Transport;

/// <summary>Connects over TCP, with TLS where it is switched on.</summary>
internal sealed class SocketConnector(RemotingClientOptions options, TimeProvider time) : ITransportConnector
{
    public async Task<TransportStream> ConnectAsync(RemotingAddress address, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, either.Token);
            var plain = new SocketTransport(socket);
            return options.Tls.Enabled ? await HandshakeAsync(plain, address, either.Token) : plain;
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            socket.Dispose();
            throw new RemotingConnectException(
                address.ToString(), $"no answer within {options.ConnectTimeout.TotalMilliseconds:0} ms; is the host reachable?", late);
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException or CryptographicException)
        {
            socket.Dispose();
            throw new RemotingConnectException(address.ToString(), failure.Message, failure);
        }
    }

    private async Task<TransportStream> HandshakeAsync(SocketTransport plain, RemotingAddress address, CancellationToken cancellation)
    {
        var tls = new SslStream(new TransportAsStream(plain));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = address.Host, RemoteCertificateValidationCallback = Accept }, cancellation);
        return new TlsTransport(tls, plain);
    }

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!options.Tls.AuthenticateServer || errors == SslPolicyErrors.None)
            return true;
        if (options.Tls.TrustedCertificatesPath is not { } path || certificate is null || errors != SslPolicyErrors.RemoteCertificateChainErrors)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.ImportFromPemFile(path);
        return own.Build(new X509Certificate2(certificate));
    }
}
