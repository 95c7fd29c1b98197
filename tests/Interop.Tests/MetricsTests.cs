using System.Text.Json;
using RocketMQ.Testing;

namespace RocketMQ.Interop.Tests;

/// <summary>What the servers serve at /metrics, read by a parser that others wrote.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_servers_tell_Prometheus_is_understood_line_by_line()
    {
        var (ofNameServer, ofBroker) = (FreePorts.Next(), FreePorts.Next());
        await using var nameServer = await ServerProcess.StartNameServerAsync(_folder["namesrv"], Served(ofNameServer));
        await using var broker = await ServerProcess.StartBrokerAsync(_folder["broker"], nameServer.Address, new(Served(ofBroker)) { ["brokerIP1"] = "127.0.0.1" });
        await Eventually.HoldsAsync("the registration", async () => (await TextAsync(ofNameServer)).Contains("rocketmq_namesrv_brokers{", StringComparison.Ordinal));

        var brokers = Assert.Single(await FamiliesAsync(ofNameServer), family => family.Name == "rocketmq_namesrv_brokers").Metrics;
        var families = await FamiliesAsync(ofBroker);

        Assert.Equal(("1", "DefaultCluster", "master"), (brokers[0].Value, brokers[0].Labels["cluster"], brokers[0].Labels["role"]));
        Assert.Equal("COUNTER", families.Single(family => family.Name == "rocketmq_messages_in_total").Type);
        Assert.Contains(families.Single(family => family.Name == "rocketmq_messages_in_total").Metrics, metric => metric.Labels["topic"] == "TBW102" && metric.Value == "0");
        Assert.All(families, family => Assert.StartsWith("rocketmq_", family.Name, StringComparison.Ordinal));
        Assert.Equal(families.Length, families.DistinctBy(family => family.Name).Count());
    }

    private static Dictionary<string, string> Served(int port) => new() { ["metricsExporterType"] = "PROM", ["metricsPromExporterPort"] = $"{port}" };

    private static async Task<string> TextAsync(int port)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
    }

    private async Task<Family[]> FamiliesAsync(int port)
    {
        var file = _folder[$"{port}.txt"];
        await File.WriteAllTextAsync(file, await TextAsync(port));
        await using var node = ChildProcess.Start("node", [Path.Combine(AppContext.BaseDirectory, "clients", "metrics.js"), file]);
        return JsonSerializer.Deserialize<Family[]>(await node.ReadLineAsync(line => line.StartsWith('[')), JsonSerializerOptions.Web)!;
    }

    private sealed record Family(string Name, string Type, Metric[] Metrics);

    private sealed record Metric(string Value, Dictionary<string, string> Labels);
}
