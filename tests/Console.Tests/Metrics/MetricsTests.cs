using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Brokers;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Storage;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Metrics;

public sealed class MetricsTests : IAsyncLifetime
{
    private readonly ConsoleServer _server = new();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Attach(new FakeCluster(new FakeAdminClient(), Seen("answers", 12.5), "dev"));
        _server.Attach(new FakeCluster(new FakeAdminClient(), Seen("other", 3), "prod"));
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Known_figures_are_samples_and_unknown_ones_are_left_out()
    {
        using var program = await _server.ProgramAsync();

        using var answer = await program.GetAsync(Local("/metrics"));
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("# TYPE rocketmq_broker_messages_in_per_second gauge", lines);
        Assert.Contains("""rocketmq_broker_messages_in_per_second{cluster="dev",broker="answers",address="h:1"} 12.5""", lines);
        Assert.Contains("""rocketmq_broker_commitlog_disk_ratio{cluster="dev",broker="answers",address="h:1"} 0.25""", lines);
        Assert.Contains("""rocketmq_broker_up{cluster="dev",broker="silent",address="h:2"} 0""", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("rocketmq_broker_messages", StringComparison.Ordinal) && line.Contains("silent", StringComparison.Ordinal));
        Assert.Contains("""rocketmq_group_lag_messages{cluster="dev",group="a\"b\\c"} 7""", lines);
        Assert.DoesNotContain(lines, line => line.Contains("never-committed", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("# TYPE rocketmq_group_lag_messages", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_gets_the_clusters_that_they_see()
    {
        _server.AddUser("kim", UserRoles.Nothing.With("prod", Role.Viewer));
        using var program = await _server.ProgramAsync("kim");

        var text = await program.GetStringAsync(Local("/metrics"));

        Assert.Contains("cluster=\"prod\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cluster=\"dev\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_there_are_no_figures()
    {
        using var stranger = _server.Browser();

        using var answer = await stranger.GetAsync(Local("/metrics"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_console_whose_database_is_lost_is_alive_and_not_ready()
    {
        using var stranger = _server.Browser();
        using var before = await stranger.GetAsync(Local("/health/ready"));
        using (var connection = _server.Services.GetRequiredService<ConsoleDatabase>().Open())
            connection.RunScript("DROP TABLE schema_versions");

        using var ready = await stranger.GetAsync(Local("/health/ready"));
        using var live = await stranger.GetAsync(Local("/health/live"));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static ClusterSnapshot Seen(string broker, double rate) => new()
    {
        UpdatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000),
        Brokers =
        [
            new BrokerSnapshot
            {
                BrokerName = broker, BrokerId = 0, Address = "h:1", ClusterName = "any", InRate = rate, OutRate = 0,
                Runtime = new BrokerRuntimeInfo(new Dictionary<string, string> { ["commitLogDiskRatio"] = "0.25" }),
            },
            new BrokerSnapshot { BrokerName = "silent", BrokerId = 0, Address = "h:2", ClusterName = "any", Failure = "connection refused" },
        ],
        Groups =
        [
            new GroupSnapshot { Name = "a\"b\\c", IsSystem = false, Configs = System.Collections.Immutable.ImmutableSortedDictionary<string, Remoting.Bodies.SubscriptionGroupConfig>.Empty, Lag = 7 },
            new GroupSnapshot { Name = "never-committed", IsSystem = false, Configs = System.Collections.Immutable.ImmutableSortedDictionary<string, Remoting.Bodies.SubscriptionGroupConfig>.Empty },
        ],
    };

    private static Uri Local(string path) => new(path, UriKind.Relative);
}
