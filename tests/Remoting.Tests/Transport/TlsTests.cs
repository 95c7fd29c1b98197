using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Tests.Wire;
using RocketMQ.Remoting.Transport;
using RocketMQ.Testing;

namespace RocketMQ.Remoting.Tests.Transport;

public class TlsTests
{
    [Fact]
    public async Task A_permissive_server_takes_both_kinds_of_connections_on_one_port()
    {
        await using var echo = new Echo(tls: new TlsServerOptions { Mode = TlsMode.Permissive });
        var address = echo.Listen();
        await using var plain = echo.NewClient(overTcp: true);
        await using var secure = echo.NewClient(tls: new TlsClientOptions { Enabled = true }, overTcp: true);
        var body = new byte[300_000];

        Assert.Equal(body.Length, (await Echo.CallAsync(plain, Echo.InLane, body, address)).Body.Length);
        Assert.Equal(body.Length, (await Echo.CallAsync(secure, Echo.AsksBack, body, address)).Body.Length);
    }

    [Fact]
    public async Task An_enforcing_server_closes_plain_connections()
    {
        await using var echo = new Echo(tls: new TlsServerOptions { Mode = TlsMode.Enforcing });
        var address = echo.Listen();
        await using var plain = echo.NewClient(overTcp: true);
        await using var secure = echo.NewClient(tls: new TlsClientOptions { Enabled = true }, overTcp: true);

        await Assert.ThrowsAsync<RemotingClosedException>(() => Echo.CallAsync(plain, Echo.Inline, address: address));
        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(secure, Echo.Inline, address: address)).ResponseCode);
    }

    [Fact]
    public async Task A_server_without_tls_closes_connections_that_start_with_a_handshake()
    {
        await using var echo = new Echo(tls: new TlsServerOptions { Mode = TlsMode.Disabled });
        var address = echo.Listen();
        await using var secure = echo.NewClient(tls: new TlsClientOptions { Enabled = true }, overTcp: true);

        await Assert.ThrowsAsync<RemotingConnectException>(() => Echo.CallAsync(secure, Echo.Inline, address: address));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public async Task A_changed_certificate_is_shown_at_the_next_handshake(string? password)
    {
        using var folder = new TemporaryFolder();
        TestCertificates.Write(folder["cert.pem"], folder["key.pem"], "first", password);
        await using var echo = new Echo(tls: Files(folder, password));
        echo.Listen();
        Assert.Equal("CN=first", await SubjectAsync(echo));

        TestCertificates.Write(folder["cert.pem"], folder["key.pem"], "second", password);
        Touch(folder, 10);
        Assert.Equal("CN=second", await SubjectAsync(echo));

        await File.WriteAllTextAsync(folder["cert.pem"], "half written");
        Touch(folder, 20);
        Assert.Equal("CN=second", await SubjectAsync(echo));
    }

    [Fact]
    public void A_certificate_that_can_not_be_used_is_no_start()
    {
        using var folder = new TemporaryFolder();
        TestCertificates.Write(folder["cert.pem"], folder["key.pem"], "first");
        File.WriteAllText(folder["key.pem"], "no key");
        var echo = new Echo(tls: Files(folder));

        Assert.Contains("cert.pem", Assert.Throws<ListenException>(echo.Listen).Message, StringComparison.Ordinal);

        File.Delete(folder["cert.pem"]);
        Assert.Contains("cert.pem", Assert.Throws<ListenException>(echo.Listen).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_trusts_certain_certificates_refuses_others()
    {
        using var folder = new TemporaryFolder();
        TestCertificates.Write(folder["cert.pem"], folder["key.pem"], "ours");
        TestCertificates.Write(folder["other.pem"], folder["otherkey.pem"], "foreign");
        await using var echo = new Echo(tls: Files(folder));
        var address = echo.Listen();
        await using var trusting = echo.NewClient(tls: Trusting(folder["cert.pem"]), overTcp: true);
        await using var wary = echo.NewClient(tls: Trusting(folder["other.pem"]), overTcp: true);
        await using var strict = echo.NewClient(tls: new TlsClientOptions { Enabled = true, AuthenticateServer = true }, overTcp: true);

        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(trusting, Echo.Inline, address: address)).ResponseCode);
        await Assert.ThrowsAsync<RemotingConnectException>(() => Echo.CallAsync(wary, Echo.Inline, address: address));
        await Assert.ThrowsAsync<RemotingConnectException>(() => Echo.CallAsync(strict, Echo.Inline, address: address));
    }

    [Fact]
    public async Task A_silent_connection_is_closed_when_its_time_is_up()
    {
        var time = new FakeTimeProvider();
        await using var echo = new Echo(tls: new TlsServerOptions { Mode = TlsMode.Permissive }, time: time);
        echo.Listen();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(echo.Server.EndPoint);
        await using var silent = new RawPeer(new SocketTransport(socket));
        var end = silent.ReceiveAsync();

        await Eventually.HoldsAsync("end of the silent connection", () =>
        {
            time.Advance(TimeSpan.FromSeconds(60));
            return Task.FromResult(end.IsCompleted);
        });

        Assert.Null(await end);
        Assert.Equal(0, echo.Opened);
    }

    [Fact]
    public async Task Rubbish_behind_the_first_byte_of_a_handshake_ends_that_connection_only()
    {
        await using var echo = new Echo(tls: new TlsServerOptions { Mode = TlsMode.Permissive });
        var address = echo.Listen();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(echo.Server.EndPoint);
        await using var peer = new RawPeer(new SocketTransport(socket));

        await peer.SendAsync(new byte[] { 0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9 });
        // An alert record may come before the end.
        await Assert.ThrowsAnyAsync<Exception>(() => peer.CallAsync(Frame.Request(Echo.Inline)));

        await using var client = echo.NewClient(overTcp: true);
        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(client, Echo.Inline, address: address)).ResponseCode);
    }

    private static TlsServerOptions Files(TemporaryFolder folder, string? password = null) => new()
    {
        Mode = TlsMode.Permissive, CertificatePath = folder["cert.pem"], KeyPath = folder["key.pem"], KeyPassword = password,
    };

    private static TlsClientOptions Trusting(string path) => new() { Enabled = true, AuthenticateServer = true, TrustedCertificatesPath = path };

    /// <summary>Later than the last write even where the file system counts in seconds.</summary>
    private static void Touch(TemporaryFolder folder, int seconds) =>
        File.SetLastWriteTimeUtc(folder["cert.pem"], File.GetLastWriteTimeUtc(folder["cert.pem"]).AddSeconds(seconds));

    private static async Task<string> SubjectAsync(Echo echo)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(echo.Server.EndPoint);
        await using var stream = new SslStream(new NetworkStream(socket));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        });
        return stream.RemoteCertificate!.Subject;
    }
}
