using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.NameServer.Hosting;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.NameServer.Tests;

public class ConfigurationTests
{
    [Fact]
    public async Task Every_property_is_told_but_no_secret()
    {
        await using var server = new RunningNameServer(properties: new() { ["tls.server.keyPassword"] = "hush" });

        var text = Encoding.UTF8.GetString((await server.CallAsync(RequestCode.GetNamesrvConfig)).Body.Span);

        Assert.Contains("listenPort=9876\n", text, StringComparison.Ordinal);
        Assert.Contains($"kvConfigPath={Path.Combine(server.Folder, "kvConfig.json")}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editable_property_is_changed_and_kept()
    {
        await using var server = new RunningNameServer();
        var path = Path.Combine(server.Folder, "namesrv.properties");
        await File.WriteAllTextAsync(path, "# ours\nlistenPort=9876\norderMessageEnable = false\n");

        var response = await server.CallAsync(RequestCode.UpdateNamesrvConfig, body: "orderMessageEnable=true\n"u8.ToArray());

        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        Assert.Contains("orderMessageEnable=true\n", Encoding.UTF8.GetString((await server.CallAsync(RequestCode.GetNamesrvConfig)).Body.Span), StringComparison.Ordinal);
        Assert.Equal("# ours\nlistenPort=9876\norderMessageEnable=true\n", await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("kvConfigPath=/tmp/x", "kvConfigPath")]
    [InlineData("configStorePath=/tmp/x", "configStorePath")]
    [InlineData("configBlackList=", "configBlackList")]
    [InlineData("listenPort=1", "listenPort")]
    [InlineData("rocketmqHome=/tmp/x", "rocketmqHome")]
    [InlineData("noSuchThing=1", "noSuchThing")]
    [InlineData("orderMessageEnable=perhaps", "orderMessageEnable")]
    public async Task Nothing_else_can_be_changed_from_outside(string change, string named)
    {
        await using var server = new RunningNameServer();

        var response = await server.CallAsync(RequestCode.UpdateNamesrvConfig, body: Encoding.UTF8.GetBytes("orderMessageEnable=true\n" + change));

        Assert.Equal(ResponseCode.NoPermission, response.ResponseCode);
        Assert.Contains(named, response.Remark, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(server.Folder, "namesrv.properties")));
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        var port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        await using var instance = Create(new() { ["listenPort"] = $"{port}" });

        var refused = await Assert.ThrowsAsync<ListenException>(() => instance.StartAsync(CancellationToken.None));

        Assert.Contains($"port {port}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("listenPort", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_is_named()
    {
        var refused = Assert.Throws<ServerStartException>(() => Create(new() { ["bindAddress"] = "my host" }));

        Assert.Contains("bindAddress=my host", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_on_a_port()
    {
        await using var instance = Create(new() { ["listenPort"] = "0" });
        await instance.StartAsync(CancellationToken.None);
        await using var client = new RemotingClient(new RemotingClientOptions(), Remoting.Dispatch.RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);

        var response = await client.InvokeAsync(
            instance.Address, Remoting.Wire.RemotingCommand.Request(RequestCode.GetBrokerClusterInfo), TimeSpan.FromSeconds(20));

        Assert.Equal(ResponseCode.Success, response.ResponseCode);
    }

    private static NameServerInstance Create(Dictionary<string, string> properties)
    {
        // Never there: these tests write none.
        properties["kvConfigPath"] = Path.Combine(AppContext.BaseDirectory, "no-such-folder", "kvConfig.json");
        var (configuration, errors, _) = ServerConfiguration.Load(NameServerConfig.Catalog, properties);
        Assert.Empty(errors);
        return new NameServerInstance(configuration, NullLoggerFactory.Instance, TimeProvider.System);
    }
}
