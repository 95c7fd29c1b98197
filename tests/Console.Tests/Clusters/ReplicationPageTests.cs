using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Maintenance;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Replication;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Cluster;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class ReplicationPageTests : ConsolePage
{
    private static readonly BrokerNode Master = new("c", "broker-a", 0, Samples.AddressA);

    private readonly Answering<IMaintenanceOperations> _maintenance = Answering<IMaintenanceOperations>.Create();

    public ReplicationPageTests()
    {
        Services.GetRequiredService<ClusterConnections>().Put(new FakeCluster(new FakeAdminClient { MaintenanceFake = _maintenance.Object }, Samples.Snapshot()));
        Authorization.SetAuthorized("admin").SetPolicies(Policies.View);
    }

    [Fact]
    public void It_says_in_words_what_would_be_lost_and_shows_each_slave_with_bytes_and_time()
    {
        var page = Show(new ReplicatedSet("c", "broker-a")
        {
            Master = Master, Role = "ASYNC_MASTER", End = 4096, InSyncSlaves = 1,
            Slaves = [new ReplicatedSlave("10.0.0.3:10911", 1) { End = 1024, BehindBytes = 3072, Behind = TimeSpan.FromSeconds(42), IsFollowing = true, BytesPerSecond = 2048 }],
        });

        Assert.Contains("the newest 3 KiB would be lost, everything of the last 42", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        var rows = page.FindAll("tbody tr");
        Assert.Contains("master", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(["1,024", "3 KiB", "2 KiB/s"], [.. new[] { 2, 3, 5 }.Select(i => rows[1].Children[i].TextContent.Trim())]);
        Assert.Contains("42", rows[1].Children[4].TextContent, StringComparison.Ordinal);
        Assert.Contains("follows", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SYNC_MASTER", 10, "nothing that a slave has confirmed would be lost")]
    [InlineData("SYNC_MASTER", 0, "nothing would be lost")]
    [InlineData("ASYNC_MASTER", 10, "the newest 10 B would be lost")]
    public void The_role_of_the_master_counts(string role, long behind, string words)
    {
        var page = Show(new ReplicatedSet("c", "broker-a")
        {
            Master = Master, Role = role, End = 1000, InSyncSlaves = 1, Slaves = [new ReplicatedSlave("s:1", 1) { End = 1000 - behind, BehindBytes = behind }],
        });

        Assert.Contains(words, page.Find(".verdict").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_a_dash_and_why_stands_beside_it()
    {
        var page = Show(
            new ReplicatedSet("c", "broker-a") { Master = Master, Problem = "connection refused" },
            new ReplicatedSet("c", "broker-b") { Slaves = [new ReplicatedSlave("s:1", 1) { Problem = "the two logs have gone different ways", End = 7 }] },
            new ReplicatedSet("c", "broker-c") { Master = Master, End = 2048 });

        var sets = page.FindAll("section");
        Assert.Contains("It can not be said", sets[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("connection refused", sets[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("—", sets[0].QuerySelectorAll("tbody tr td")[1].TextContent);
        Assert.Contains("The master is gone", sets[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("the two logs have gone different ways", sets[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["—", "—", "—"], sets[1].QuerySelectorAll("tbody tr td").Skip(2).Select(cell => cell.TextContent));
        Assert.Contains("up to 2 KiB", sets[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_fails_is_told()
    {
        _maintenance.On("ListReplicatedSetsAsync", _ => Task.FromException<IReadOnlyList<ReplicatedSet>>(new RemotingConnectException("ns:9876", "connection refused")));

        var page = Render<ReplicationPage>(p => p.Add(c => c.ClusterName, "dev"));

        page.WaitForAssertion(() => Assert.Contains("cannot connect to ns:9876", page.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<ReplicationPage> Show(params ReplicatedSet[] sets)
    {
        _maintenance.On("ListReplicatedSetsAsync", _ => Task.FromResult<IReadOnlyList<ReplicatedSet>>(sets));
        var page = Render<ReplicationPage>(p => p.Add(c => c.ClusterName, "dev"));
        page.WaitForAssertion(() => Assert.Equal(sets.Length, page.FindAll("section").Count));
        return page;
    }
}
