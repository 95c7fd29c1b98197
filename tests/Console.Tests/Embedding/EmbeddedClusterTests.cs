using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Testing;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

public sealed class EmbeddedClusterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("embedded-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_serves_when_it_says_so_and_leaves_no_process_behind()
    {
        var running = new RunningCluster(_folder);
        int[] processes;
        await using (running)
        {
            await running.StartAsync();

            Assert.All(running.Cluster.Servers, server => Assert.Equal((ServerState.Serving, 0), (server.State, server.Restarts)));
            await using var admin = running.NewAdmin();
            Assert.Equal(running.Broker.Address, Assert.Single((await admin.NameServers.GetClusterAsync()).Brokers).Address);
            processes = [running.NameServer.ProcessId!.Value, running.Broker.ProcessId!.Value];
        }

        foreach (var process in processes)
            await RunningCluster.EndedAsync(process);
    }

    [Theory]
    [InlineData(ServerKind.NameServer)]
    [InlineData(ServerKind.Broker)]
    public async Task A_server_that_is_killed_is_started_again_and_the_reason_kept(ServerKind kind)
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        var before = running.Cluster.Servers.Single(server => server.Kind == kind);

        Kill(before);
        await running.WhenAsync(cluster => cluster.Cluster.Servers.Single(server => server.Kind == kind) is { State: ServerState.Serving, Restarts: 1 });

        var after = running.Cluster.Servers.Single(server => server.Kind == kind);
        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.Equal(before.Address, after.Address);
        Assert.Contains("9", after.LastEnd, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_survive_a_killed_broker_and_a_restart_of_the_cluster()
    {
        SentMessage sent;
        await using (var first = new RunningCluster(_folder))
        {
            await first.StartAsync();
            await using var admin = first.NewAdmin();
            sent = await SendAsync(admin);
            Kill(first.Broker);
            await first.WhenAsync(cluster => cluster.Broker is { State: ServerState.Serving, Restarts: 1 });
            Assert.Equal("kept", await BodyAsync(admin, sent));
        }

        await using var second = new RunningCluster(_folder);
        await second.StartAsync();
        await using var later = second.NewAdmin();

        Assert.Equal("kept", await BodyAsync(later, sent));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_given_way_to()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var running = new RunningCluster(_folder, nameServerPort: taken);

        await running.StartAsync();

        Assert.NotEqual($"127.0.0.1:{taken}", running.NameServer.Address);
        Assert.Equal(ServerState.Serving, running.NameServer.State);
    }

    [Fact]
    public async Task A_wrong_setting_is_shown_with_file_and_key()
    {
        await using (var first = new RunningCluster(_folder))
            await first.StartAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "broker-a"), "*.properties"));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("listenPort=", "listenPort=x", StringComparison.Ordinal));

        await using var second = new RunningCluster(_folder);
        using var stop = new CancellationTokenSource();
        var starting = second.Cluster.StartAsync(stop.Token);
        await second.WhenAsync(cluster => cluster.Cluster.Servers.Any(server => server is { Kind: ServerKind.Broker, State: ServerState.Restarting }));

        Assert.Contains("listenPort", second.Broker.LastEnd, StringComparison.Ordinal);
        Assert.Contains(file, second.Broker.LastEnd, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
    }

    [Theory]
    [InlineData("single", 2)]
    [InlineData("2m-2s-sync", 6)]
    public async Task When_the_console_is_killed_its_servers_end(string preset, int servers)
    {
        new ClusterShapeFile(Path.Combine(_folder, "cluster")).Write(ClusterShape.Presets[preset]);
        var (nameServer, broker) = FreePorts.NextOfConsole();
        using var console = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Console.dll"), "--urls", "http://127.0.0.1:0", "--data", _folder, "--ports", $"{nameServer},{broker}"])
        {
            RedirectStandardOutput = true,
            Environment = { ["CONSOLE_ADMIN_PASSWORD"] = "a-password-for-tests" },
        })!;
        var processes = new List<int>();
        while (processes.Count < servers && await console.StandardOutput.ReadLineAsync().WaitAsync(RunningCluster.Patience) is { } line)
        {
            if (line.Split(" pid ") is [_, var rest])
                processes.Add(int.Parse(rest.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        }

        console.Kill();
        await console.WaitForExitAsync();

        Assert.Equal(servers, processes.Distinct().Count());
        foreach (var process in processes)
            await RunningCluster.EndedAsync(process);
    }

    private static void Kill(ServerSnapshot server)
    {
        using var process = Process.GetProcessById(server.ProcessId!.Value);
        process.Kill();
    }

    private static async Task<SentMessage> SendAsync(AdminClient admin)
    {
        (await admin.Topics.SaveAsync(new TopicConfig { TopicName = "kept-topic", ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        using var limit = new CancellationTokenSource(RunningCluster.Patience);
        while (await admin.Topics.FindRouteAsync("kept-topic", limit.Token) is null)
            await Task.Delay(10, limit.Token);
        return await admin.Messages.SendAsync(new OutgoingMessage("kept-topic", "kept"u8.ToArray()));
    }

    private static async Task<string> BodyAsync(AdminClient admin, SentMessage sent) =>
        Encoding.UTF8.GetString((await admin.Messages.FindAtAsync(sent.Queue, sent.QueueOffset))!.Message.Body.Span);
}
