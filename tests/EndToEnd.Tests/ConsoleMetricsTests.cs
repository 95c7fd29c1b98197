using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A console whose environment names an OpenTelemetry collector sends it what it serves at /metrics.</summary>
public sealed class ConsoleMetricsTests
{
    [Fact]
    public async Task A_collector_that_the_environment_names_is_sent_the_figures_of_the_console()
    {
        await using var collector = new OtlpCollector();
        using var folder = new TemporaryFolder();
        await using var console = ConsoleProcess.Launch(["--urls", "http://127.0.0.1:0", "--data", folder.Path], collector.Environment);
        await console.ReadLineAsync(line => line.Contains("Cluster answers", StringComparison.Ordinal));

        // Only the console tells this one; its servers, which have the same environment, send their own.
        await Eventually.HoldsAsync("figures", () => Task.FromResult(collector.Received.Contains("rocketmq_broker_up", StringComparison.Ordinal)));

        Assert.Contains("/v1/metrics", collector.Received, StringComparison.Ordinal);
        Assert.Contains("rocketmq-console", collector.Received, StringComparison.Ordinal);
        Assert.Contains("test-bench", collector.Received, StringComparison.Ordinal);
    }
}
