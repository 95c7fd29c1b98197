using System.Text;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.Testing;
using ClusterInfo = RocketMQ.ManagementConsole.Clusters.ClusterInfo;
using TopicConfig = RocketMQ.Remoting.Bodies.TopicConfig;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

/// <summary>Several clusters that one console runs side by side, with real processes.</summary>
public sealed class EmbeddedClustersTests : IDisposable
{
    private const string Default = EmbeddedClusterOptions.DefaultName;

    private static readonly ClusterShape Replicated = ClusterShape.Presets["2m-2s-sync"];

    private readonly string _folder = Directory.CreateTempSubdirectory("clusters-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_clusters_keep_their_data_and_the_one_that_was_stopped_stays_so_when_the_console_starts_again()
    {
        SentMessage here, there;
        string[] addresses;
        await using (var first = new RunningClusters(_folder))
        {
            await first.StartAsync();
            await first.CreateAsync("second", Replicated);
            await using var admin = first.NewAdmin(Default);
            await using var other = first.NewAdmin("second");
            here = await SendAsync(admin, "here");
            there = await SendAsync(other, "there");
            Assert.Equal([Default, "second"], first.Directory.All.Select(cluster => cluster.Name));
            Assert.Equal(4, (await other.NameServers.GetClusterAsync()).Brokers.Count);
            Assert.Single((await admin.NameServers.GetClusterAsync()).Brokers);
            addresses = [.. first.Clusters.Find("second")!.Servers.Select(server => server.Address)];
            Assert.Null(await first.Clusters.Find("second")!.OrderAllAsync(ServerAction.Stop));
        }

        await using var again = new RunningClusters(_folder);
        await again.StartAsync();

        Assert.Equal([Default, "second"], again.Clusters.All.Select(cluster => cluster.Name));
        Assert.All(again.Clusters.Find("second")!.Servers, server => Assert.Equal((ServerState.Stopped, null), (server.State, server.ProcessId)));
        Assert.Equal(addresses, again.Clusters.Find("second")!.Servers.Select(server => server.Address));
        await using var admin1 = again.NewAdmin(Default);
        await RegisteredAsync(admin1, brokers: 1);
        Assert.Equal("here", await BodyAsync(admin1, here));
        Assert.Null(await again.Clusters.Find("second")!.OrderAllAsync(ServerAction.Start));
        await again.WhenAsync("second", servers => servers.All(server => server.State == ServerState.Serving));
        await using var admin2 = again.NewAdmin("second");
        await RegisteredAsync(admin2, brokers: 4);
        Assert.Equal("there", await BodyAsync(admin2, there));
    }

    [Fact]
    public async Task A_cluster_is_not_deleted_while_it_runs_and_takes_its_files_along_when_it_is()
    {
        await using var running = new RunningClusters(_folder, bringsAlong: false);
        await running.CreateAsync("gone", ClusterShape.Single);
        var cluster = running.Clusters.Find("gone")!;
        int[] processes = [.. cluster.Servers.Select(server => server.ProcessId!.Value)];

        Assert.Equal(
            "namesrv, broker-a of gone still runs: only a cluster whose processes are all stopped can be deleted",
            await running.Clusters.DeleteAsync("gone", keepFolder: false, default));
        Assert.True(Directory.Exists(cluster.Folder));

        Assert.Null(await cluster.OrderAllAsync(ServerAction.Stop));
        Assert.Null(await running.Clusters.DeleteAsync("gone", keepFolder: false, default));

        Assert.False(Directory.Exists(cluster.Folder));
        Assert.Empty(running.Clusters.All);
        Assert.Null(running.Directory.Find("gone"));
        Assert.Null(running.Connections.Find("gone"));
        foreach (var process in processes)
            await RunningCluster.EndedAsync(process);
        Assert.Equal("The console runs no cluster gone", await running.Clusters.DeleteAsync("gone", keepFolder: false, default));
    }

    [Fact]
    public async Task Files_that_are_kept_are_not_started_again_and_their_name_is_refused_until_somebody_looked_at_them()
    {
        await using (var running = new RunningClusters(_folder, bringsAlong: false))
        {
            await running.CreateAsync("kept", ClusterShape.Single);
            Assert.Null(await running.Clusters.Find("kept")!.OrderAllAsync(ServerAction.Stop));
            Assert.Null(await running.Clusters.DeleteAsync("kept", keepFolder: true, default));
            Assert.True(Directory.Exists(Path.Combine(_folder, "clusters", "kept", "broker-a", "store")));
            Assert.Equal(
                $"{Path.Combine(_folder, "clusters", "kept")} is left from another cluster; remove it, or choose another name",
                await running.Clusters.CreateAsync(running.Clusters.Plan("kept", ClusterShape.Single), ClusterShape.Single, default));
        }

        await using var again = new RunningClusters(_folder, bringsAlong: false);
        Assert.Empty(again.Clusters.StartAll());

        File.Move(Path.Combine(_folder, "clusters", "kept", "cluster.properties.removed"), Path.Combine(_folder, "clusters", "kept", "cluster.properties"));
        Assert.Equal("kept", Assert.Single(again.Clusters.StartAll()).Cluster.Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_cluster_that_the_console_brings_along_does_not_come_back_by_itself_once_it_was_deleted(bool keepFolder)
    {
        var store = Path.Combine(_folder, "cluster", "broker-a", "store");
        await using (var running = new RunningClusters(_folder))
        {
            await running.StartAsync();
            Assert.Null(await running.Clusters.Find(Default)!.OrderAllAsync(ServerAction.Stop));
            Assert.Null(await running.Clusters.DeleteAsync(Default, keepFolder, default));
        }

        Assert.Equal(keepFolder, Directory.Exists(store));
        await using var again = new RunningClusters(_folder);
        Assert.Empty(again.Clusters.StartAll());
        // Without its files the name can be had again, in the same place.
        Assert.Equal(keepFolder ? ClusterNameFault.Folder : null, again.Clusters.ProblemOf(Default)?.Fault);
        Assert.Equal(Path.Combine(_folder, "cluster"), again.Clusters.Plan(Default, ClusterShape.Single).Folder);
    }

    [Theory]
    [InlineData("", "The cluster needs a name")]
    [InlineData("a/b", "'/' is not allowed in a name")]
    [InlineData("集群", "'集' is not allowed in a name")]
    [InlineData("..", "A name may not begin with '.'")]
    [InlineData("ATTACHED", "There is a cluster ATTACHED already")]
    [InlineData("left", "is left from another cluster")]
    public async Task A_name_that_can_not_be_had_is_refused_and_leaves_nothing_on_disk(string name, string expected)
    {
        await using var running = new RunningClusters(_folder, bringsAlong: false);
        running.Directory.Put(new ClusterInfo("attached"));
        Directory.CreateDirectory(Path.Combine(_folder, "clusters", "left"));
        var before = Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories);

        var refusal = await running.Clusters.CreateAsync(running.Clusters.Plan(name, ClusterShape.Single), ClusterShape.Single, default);

        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.Empty(running.Clusters.All);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_name_may_have_64_characters_and_no_more()
    {
        Assert.Null(ClusterNames.Check(new string('a', 64)));
        Assert.Contains("65 characters", ClusterNames.Check(new string('a', 65))!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, 0, false, "masters=0 is not allowed: 1 to 8")]
    [InlineData(1, 9, 0, false, "masters=9 is not allowed: 1 to 8")]
    [InlineData(0, 1, 0, false, "nameServers=0 is not allowed: 1 to 4")]
    [InlineData(1, 1, 5, false, "slavesPerMaster=5 is not allowed: 0 to 4")]
    [InlineData(1, 1, 0, true, "replication=sync needs slavesPerMaster of at least 1")]
    public async Task A_shape_that_is_not_allowed_is_refused_with_what_is(int nameServers, int masters, int slaves, bool sync, string expected)
    {
        await using var running = new RunningClusters(_folder, bringsAlong: false);
        var shape = new ClusterShape(nameServers, masters, slaves, sync);

        var refusal = await running.Clusters.CreateAsync(running.Clusters.Plan("new", ClusterShape.Single), shape, default);

        Assert.StartsWith(expected, refusal, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_cluster_whose_shape_can_not_be_read_says_so_and_the_others_start()
    {
        var broken = Path.Combine(_folder, "clusters", "broken");
        Directory.CreateDirectory(broken);
        await File.WriteAllTextAsync(Path.Combine(broken, "cluster.properties"), "masters=0\n");
        await using var running = new RunningClusters(_folder);

        var started = running.Clusters.StartAll();

        await started[0].Starting.WaitAsync(RunningCluster.Patience);
        await Assert.ThrowsAsync<InvalidDataException>(() => started[1].Starting);
        Assert.Contains("masters=0 is not allowed", running.Clusters.Find("broken")!.Problem, StringComparison.Ordinal);
        Assert.Null(running.Clusters.Find(Default)!.Problem);
        Assert.NotNull(running.Directory.Find("broken"));
    }

    [Fact]
    public void Ports_of_another_cluster_are_passed_over_even_when_it_is_stopped()
    {
        var first = ClusterPorts.Standard.Choose(Replicated, new HashSet<int>());

        var second = ClusterPorts.Standard.Choose(Replicated, new HashSet<int> { first.NameServer + 1 });
        var third = ClusterPorts.Standard.Choose(Replicated, new HashSet<int> { first.Broker + 31 });

        Assert.True(second.NameServer > first.NameServer, $"{second} is to lie above {first}");
        Assert.True(third.Broker > first.Broker, $"{third} is to lie above {first}");
        var ports = Replicated.Members(first.NameServer, first.Broker).SelectMany(member => ClusterMember.PortsOf(member.Kind, member.Port)).ToList();
        Assert.Equal(2 + (4 * 3), ports.Distinct().Count());
    }

    private static async Task<SentMessage> SendAsync(AdminClient admin, string body)
    {
        (await admin.Topics.SaveAsync(new TopicConfig { TopicName = "kept-topic", ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        using var limit = new CancellationTokenSource(RunningCluster.Patience);
        while (await admin.Topics.FindRouteAsync("kept-topic", limit.Token) is null)
            await Task.Delay(10, limit.Token);
        return await admin.Messages.SendAsync(new OutgoingMessage("kept-topic", Encoding.UTF8.GetBytes(body)));
    }

    // Brokers serve before their name servers know of them.
    private static Task RegisteredAsync(AdminClient admin, int brokers) =>
        Eventually.HoldsAsync($"{brokers} brokers at the name server", async () => (await admin.NameServers.GetClusterAsync()).Brokers.Count == brokers);

    private static async Task<string> BodyAsync(AdminClient admin, SentMessage sent) =>
        Encoding.UTF8.GetString((await admin.Messages.FindAtAsync(sent.Queue, sent.QueueOffset))!.Message.Body.Span);
}
