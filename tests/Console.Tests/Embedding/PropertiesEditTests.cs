using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

/// <summary>Changes of properties, told by the real programs whether they are good.</summary>
public sealed class PropertiesEditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_change_is_in_force_after_a_restart_even_of_the_port()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = await running.Cluster.ReadPropertiesAsync("broker-a");
        var old = running.Broker.Address.Split(':')[1];
        var port = LoopbackPorts.Choose(0, -2, 1);

        var outcome = await running.Cluster.SavePropertiesAsync(
            "broker-a", before, before.Replace($"listenPort={old}", $"listenPort={port}", StringComparison.Ordinal) + "fileReservedTime=5\r\n");
        Assert.Equal(new PropertiesOutcome(null), outcome);
        Assert.Equal($"127.0.0.1:{old}", running.Broker.Address);
        Assert.Null(await running.Cluster.OrderAsync("broker-a", ServerAction.Restart));
        await running.WhenAsync(cluster => cluster.Broker.State == ServerState.Serving);

        Assert.Equal((0, $"127.0.0.1:{port}"), (running.Broker.Restarts, running.Broker.Address));
        await using var admin = running.NewAdmin();
        Assert.Equal("5", (await admin.Brokers.GetSettingsAsync(running.Broker.Address))["fileReservedTime"]);
        Assert.DoesNotContain('\r', await running.Cluster.ReadPropertiesAsync("broker-a"));
    }

    [Theory]
    [InlineData("broker-a", "fileReservedTime=soon\n", "fileReservedTime=soon")]
    [InlineData("namesrv", "listenPort=x\n", "listenPort=x: a whole number from 0 to 65535 is allowed")]
    public async Task What_the_server_would_refuse_is_not_written(string server, string line, string expected)
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = await running.Cluster.ReadPropertiesAsync(server);

        var outcome = await running.Cluster.SavePropertiesAsync(server, before, before + line);

        Assert.Contains(expected, outcome.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(".new", outcome.Refusal, StringComparison.Ordinal);
        Assert.Equal(before, await running.Cluster.ReadPropertiesAsync(server));
        Assert.Empty(Directory.GetFiles(_folder, "*.new", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = await running.Cluster.ReadPropertiesAsync("broker-a");
        Assert.Null((await running.Cluster.SavePropertiesAsync("broker-a", before, before + "fileReservedTime=5\n")).Refusal);

        var outcome = await running.Cluster.SavePropertiesAsync("broker-a", before, before + "fileReservedTime=6\n");

        Assert.Contains("was changed meanwhile", outcome.Refusal, StringComparison.Ordinal);
        Assert.EndsWith("fileReservedTime=5\n", await running.Cluster.ReadPropertiesAsync("broker-a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_no_server_knows_is_remarked()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = await running.Cluster.ReadPropertiesAsync("broker-a");

        var outcome = await running.Cluster.SavePropertiesAsync("broker-a", before, before + "brokerNome=x\n");

        Assert.Null(outcome.Refusal);
        Assert.Contains("brokerNome", outcome.Remark, StringComparison.Ordinal);
    }
}
