using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

/// <summary>What people order single processes or all of them to do, with real ones.</summary>
public sealed class ServerOrdersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_server_that_is_stopped_stays_so_until_it_is_started()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = running.Broker;

        Assert.Null(await running.Cluster.OrderAsync("broker-a", ServerAction.Stop));

        Assert.Equal((ServerState.Stopped, null, 0, null), (running.Broker.State, running.Broker.ProcessId, running.Broker.Restarts, running.Broker.LastEnd));
        await RunningCluster.EndedAsync(before.ProcessId!.Value);
        // Long enough for whatever would start it again: another server ends and comes back meanwhile.
        Assert.Null(await running.Cluster.OrderAsync("namesrv", ServerAction.Kill));
        await running.WhenAsync(cluster => cluster.NameServer is { State: ServerState.Serving, Restarts: 1 });
        Assert.Equal(ServerState.Stopped, running.Broker.State);
        Assert.Equal(
            "broker-a is stopped: restart is not possible; possible is start", await running.Cluster.OrderAsync("broker-a", ServerAction.Restart));

        Assert.Null(await running.Cluster.OrderAsync("broker-a", ServerAction.Start));
        await running.WhenAsync(cluster => cluster.Broker.State == ServerState.Serving);
        Assert.NotEqual(before.ProcessId, running.Broker.ProcessId);
        Assert.Equal((before.Address, 0), (running.Broker.Address, running.Broker.Restarts));
    }

    [Fact]
    public async Task A_restart_is_no_death()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = running.Broker;

        Assert.Null(await running.Cluster.OrderAsync("broker-a", ServerAction.Restart));
        await running.WhenAsync(cluster => cluster.Broker.State == ServerState.Serving);

        Assert.NotEqual(before.ProcessId, running.Broker.ProcessId);
        Assert.Equal((0, null, null), (running.Broker.Restarts, running.Broker.LastEnd, running.Broker.LastEndAt));
        Assert.Equal(0, running.NameServer.Restarts);
    }

    [Fact]
    public async Task A_kill_is_a_death_that_is_told_with_the_last_lines()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();

        Assert.Null(await running.Cluster.OrderAsync("broker-a", ServerAction.Kill));
        await running.WhenAsync(cluster => cluster.Broker is { State: ServerState.Serving, Restarts: 1 });

        Assert.StartsWith("killed (signal 9)", running.Broker.LastEnd, StringComparison.Ordinal);
        Assert.NotNull(running.Broker.LastEndAt);
        Assert.Contains(running.Broker.LastLines, line => line.StartsWith("READY mqbroker", StringComparison.Ordinal));
        Assert.InRange(running.Broker.LastLines.Count, 1, 10);
    }

    [Fact]
    public async Task All_stop_brokers_first_and_start_again()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var brokerWhenNameServerStopped = new List<ServerState>();
        running.Cluster.Changed += () =>
        {
            if (running.NameServer.State == ServerState.Stopping)
                brokerWhenNameServerStopped.Add(running.Broker.State);
        };

        Assert.Null(await running.Cluster.OrderAllAsync(ServerAction.Stop));

        Assert.Equal(ServerState.Stopped, Assert.Single(brokerWhenNameServerStopped));
        Assert.All(running.Cluster.Servers, server => Assert.Equal((ServerState.Stopped, null), (server.State, server.ProcessId)));
        Assert.Equal(
            "namesrv is stopped: kill is not possible; possible is start; broker-a is stopped: kill is not possible; possible is start",
            await running.Cluster.OrderAllAsync(ServerAction.Kill));

        Assert.Null(await running.Cluster.OrderAllAsync(ServerAction.Start));
        await running.WhenAsync(cluster => cluster.Cluster.Servers.All(server => server.State == ServerState.Serving));
    }

    [Fact]
    public async Task Restarting_all_leaves_down_what_was_stopped_and_killing_all_brings_the_others_back()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = running.NameServer;
        Assert.Null(await running.Cluster.OrderAsync("broker-a", ServerAction.Stop));

        Assert.Null(await running.Cluster.OrderAllAsync(ServerAction.Restart));
        await running.WhenAsync(cluster => cluster.NameServer.State == ServerState.Serving);
        Assert.NotEqual(before.ProcessId, running.NameServer.ProcessId);
        Assert.Equal(ServerState.Stopped, running.Broker.State);

        Assert.Null(await running.Cluster.OrderAllAsync(ServerAction.Kill));
        await running.WhenAsync(cluster => cluster.NameServer is { State: ServerState.Serving, Restarts: 1 });
        Assert.Equal((ServerState.Stopped, 0), (running.Broker.State, running.Broker.Restarts));
    }

    [Fact]
    public async Task What_was_stopped_by_hand_stays_so_when_the_cluster_starts_again_and_what_was_only_restarted_runs()
    {
        await using (var first = new RunningCluster(_folder))
        {
            await first.StartAsync();
            Assert.Null(await first.Cluster.OrderAllAsync(ServerAction.Restart));
            await first.WhenAsync(cluster => cluster.Cluster.Servers.All(server => server.State == ServerState.Serving));
            Assert.Null(await first.Cluster.OrderAsync("broker-a", ServerAction.Stop));
        }

        await using (var second = new RunningCluster(_folder))
        {
            await second.StartAsync();
            Assert.Equal((ServerState.Serving, ServerState.Stopped, null), (second.NameServer.State, second.Broker.State, second.Broker.ProcessId));
            Assert.Null(await second.Cluster.OrderAsync("broker-a", ServerAction.Start));
            await second.WhenAsync(cluster => cluster.Broker.State == ServerState.Serving);
            Assert.Null(await second.Cluster.OrderAllAsync(ServerAction.Stop));
        }

        await using var third = new RunningCluster(_folder);
        await third.StartAsync();
        Assert.All(third.Cluster.Servers, server => Assert.Equal((ServerState.Stopped, null), (server.State, server.ProcessId)));
        Assert.Null(await third.Cluster.OrderAllAsync(ServerAction.Start));
        await third.WhenAsync(cluster => cluster.Cluster.Servers.All(server => server.State == ServerState.Serving));
    }

    [Theory]
    [InlineData(ServerState.Serving, ServerAction.Start, "broker-a is serving: start is not possible; possible is stop, restart, kill")]
    [InlineData(ServerState.Restarting, ServerAction.Kill, "broker-a is restarting: kill is not possible; possible is stop")]
    [InlineData(ServerState.Stopping, ServerAction.Stop, "broker-a is stopping: stop is not possible; possible is kill")]
    [InlineData(ServerState.Stopped, ServerAction.Stop, "broker-a is stopped: stop is not possible; possible is start")]
    public void A_refusal_names_what_is_possible(ServerState state, ServerAction action, string expected)
    {
        var server = new ServerSnapshot { Kind = ServerKind.Broker, Name = "broker-a", Address = "127.0.0.1:1", State = state, Since = default };

        Assert.DoesNotContain(action, ServerActions.AllowedIn(state));
        Assert.Equal(expected, ServerActions.Refusal(server, action));
    }
}
