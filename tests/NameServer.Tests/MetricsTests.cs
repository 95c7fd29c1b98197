using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.NameServer.Hosting;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Figures_are_served_where_that_is_switched_on()
    {
        using var folder = new TemporaryFolder();
        await using var off = await StartAsync(folder, []);
        await using var on = await StartAsync(folder, new() { ["metricsExporterType"] = "PROM", ["metricsPromExporterPort"] = "0" });
        using var http = new HttpClient();

        var text = await http.GetStringAsync(new Uri(on.Metrics!.Address, "metrics"));

        Assert.Null(off.Metrics);
        Assert.Contains("rocketmq_namesrv_topics 0\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE rocketmq_namesrv_connections gauge\n", text, StringComparison.Ordinal);
    }

    private static async Task<NameServerInstance> StartAsync(TemporaryFolder folder, Dictionary<string, string> more)
    {
        var (configuration, errors, _) = ServerConfiguration.Load(
            NameServerConfig.Catalog, new Dictionary<string, string> { ["listenPort"] = "0", ["kvConfigPath"] = folder["kvConfig.json"] }, more);
        Assert.Empty(errors);
        var server = new NameServerInstance(configuration, NullLoggerFactory.Instance, TimeProvider.System);
        await server.StartAsync(CancellationToken.None);
        return server;
    }
}
