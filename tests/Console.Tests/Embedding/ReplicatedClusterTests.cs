using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

/// <summary>Embedded clusters of several name servers, masters and slaves, with real processes.</summary>
public sealed class ReplicatedClusterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("replicated-").FullName;

    public ReplicatedClusterTests() => new ClusterShapeFile(_folder).Write(ClusterShape.Presets["2m-2s-sync"]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_name_server_knows_every_broker_and_none_is_left_behind()
    {
        int[] processes;
        await using (var running = new RunningCluster(_folder))
        {
            await running.StartAsync();

            Assert.Equal(
                ["namesrv", "namesrv-2", "broker-a", "broker-b", "broker-a-s", "broker-b-s"],
                running.Cluster.Servers.Select(server => server.Name));
            Assert.Equal(6, running.Cluster.Servers.Select(server => server.Address).Distinct().Count());
            await using var admin = running.NewAdmin();
            var brokers = (await admin.NameServers.GetClusterAsync()).Brokers;
            Assert.Equal(
                running.Cluster.Servers.Where(server => server.Kind == ServerKind.Broker).Select(server => server.Address).Order(),
                brokers.Select(broker => broker.Address).Order());
            processes = [.. running.Cluster.Servers.Select(server => server.ProcessId!.Value)];
        }

        foreach (var process in processes)
            await RunningCluster.EndedAsync(process);
    }

    [Fact]
    public async Task A_broker_that_is_killed_comes_back_alone_and_tells_why_it_died()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = running.Cluster.Servers;

        Assert.Null(await running.Cluster.OrderAsync("broker-a", ServerAction.Kill));
        await running.WhenAsync(cluster => Find(cluster, "broker-a") is { State: ServerState.Serving, Restarts: 1 });

        Assert.StartsWith("killed (signal 9)", Find(running, "broker-a").LastEnd, StringComparison.Ordinal);
        Assert.Equal(
            before.Where(server => server.Name != "broker-a").Select(server => server.ProcessId),
            running.Cluster.Servers.Where(server => server.Name != "broker-a").Select(server => server.ProcessId));
    }

    [Fact]
    public async Task A_server_that_the_cluster_does_not_have_is_named_with_those_it_has()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();

        var refusal = await running.Cluster.OrderAsync("broker-z", ServerAction.Kill);

        Assert.Equal(
            "The cluster has no server broker-z; it has namesrv, namesrv-2, broker-a, broker-b, broker-a-s, broker-b-s", refusal);
    }

    private static ServerSnapshot Find(RunningCluster running, string name) => running.Cluster.Servers.Single(server => server.Name == name);
}
