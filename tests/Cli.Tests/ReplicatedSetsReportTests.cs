using System.Text.Json;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Replication;
using RocketMQ.Cli.Commands.Brokers;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Tests;

public sealed class ReplicatedSetsReportTests
{
    private static readonly ReplicatedSet[] Sets =
    [
        new ReplicatedSet("east", "broker-a")
        {
            Master = new BrokerNode("east", "broker-a", 0, "192.0.2.1:10911"), Role = "ASYNC_MASTER", End = 4096,
            Slaves =
            [
                new ReplicatedSlave("192.0.2.2:10911", 1) { End = 3000, BehindBytes = 1096, Behind = TimeSpan.FromSeconds(2.5), IsFollowing = true },
                new ReplicatedSlave("192.0.2.3:10911", 2) { Problem = "its log differs" },
            ],
        },
        new ReplicatedSet("east", "broker-b") { Problem = "broker-b has no master" },
    ];

    [Fact]
    public void Each_slave_has_a_line_with_its_lag_and_what_a_failure_would_lose_and_problems_follow()
    {
        using var output = new StringWriter();

        ReplicatedSetsReport.Print(new Screen(output, TextWriter.Null), Sets);

        var lines = output.ToString().TrimEnd().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(
            [
                "#Cluster #Set #Role #Master #Slave #Behind(bytes) #Behind(s) #IfTheMasterFailedNow",
                "east broker-a ASYNC_MASTER 192.0.2.1:10911 192.0.2.2:10911 1096 2.5 the newest messages would be lost",
                "east broker-a ASYNC_MASTER 192.0.2.1:10911 192.0.2.3:10911 - - the newest messages would be lost",
                "east broker-b - - none - - there is no master",
                "broker-a, slave 192.0.2.3:10911: its log differs",
                "broker-b: broker-b has no master",
            ],
            lines);
    }

    [Fact]
    public void Scripts_are_told_the_same_and_null_where_nothing_is_known()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(ReplicationView.Of(Sets), CliJson.Default.ReplicationView));

        var sets = json.RootElement.GetProperty("sets");
        Assert.Equal(["newest", "masterGone"], sets.EnumerateArray().Select(set => set.GetProperty("lossOnFailure").GetString()));
        var slaves = sets[0].GetProperty("slaves");
        Assert.Equal((1096, 2.5), (slaves[0].GetProperty("diff").GetInt64(), slaves[0].GetProperty("behindSeconds").GetDouble()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (slaves[1].GetProperty("diff").ValueKind, slaves[1].GetProperty("behindSeconds").ValueKind));
    }
}
