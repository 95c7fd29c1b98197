using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Interop.Tests;

/// <summary>Both servers as processes that let nobody in without TLS.</summary>
public sealed class TlsTests
{
    private static readonly Dictionary<string, string> Enforcing = new() { ["tls.server.mode"] = "enforcing", ["tls.enable"] = "true" };

    [Fact]
    public async Task A_broker_registers_and_serves_where_only_tls_is_let_in()
    {
        using var folder = new TemporaryFolder();
        await using var nameServer = await ServerProcess.StartNameServerAsync(folder["namesrv"], new() { ["tls.server.mode"] = "enforcing" });
        await using var broker = await ServerProcess.StartBrokerAsync(folder["broker"], nameServer.Address, Enforcing);
        await using var client = new RemotingClient(
            new RemotingClientOptions { Tls = new TlsClientOptions { Enabled = true } }, RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);

        await Eventually.HoldsAsync("registration over TLS", async () =>
            System.Text.Encoding.UTF8.GetString((await AskAsync(nameServer.Address, RequestCode.GetBrokerClusterInfo)).Body.Span)
                .Contains(broker.Address, StringComparison.Ordinal));
        Assert.Equal(ResponseCode.Success, (await AskAsync(broker.Address, RequestCode.GetBrokerRuntimeInfo)).ResponseCode);
        await AssertPlainIsClosedAsync(broker.Address);

        Task<RemotingCommand> AskAsync(string address, RequestCode code) =>
            client.InvokeAsync(address, RemotingCommand.Request(code), TimeSpan.FromSeconds(10));
    }

    private static async Task AssertPlainIsClosedAsync(string address)
    {
        using var plain = new TcpClient();
        await plain.ConnectAsync(System.Net.IPEndPoint.Parse(address));
        await plain.GetStream().WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0 });

        // Closed with what was sent still unread, which TCP tells as a reset; or read and then closed.
        var ended = await Record.ExceptionAsync(async () => Assert.Equal(0, await plain.GetStream().ReadAsync(new byte[16])));
        Assert.True(ended is null or IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } }, $"{ended}");
    }
}
