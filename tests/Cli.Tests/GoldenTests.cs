using RocketMQ.Cli.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Every command against a real cluster, compared with golden files. WRITE_REFERENCE_FILES=1 writes them anew.</summary>
[Collection(GoldenCollection.Name)]
public sealed class GoldenTests(GoldenCluster cluster)
{
    private const string Folder = "tests/Cli.Tests/Golden";

    // What the product was ordered with, area by area; then the commands of later versions of the original.
    private static readonly string[] Ordered =
    [
        "updateTopic", "deleteTopic", "updateTopicPerm", "topicRoute", "topicStatus", "topicClusterList", "topicList", "updateOrderConf", "allocateMQ",
        "cleanUnusedTopic", "statsAll",
        "updateSubGroup", "deleteSubGroup", "consumerProgress", "consumerStatus", "consumerConnection", "cloneGroupOffset", "resetOffsetByTime",
        "startMonitoring",
        "updateBrokerConfig", "brokerStatus", "brokerConsumeStats", "clusterList", "clusterRT", "wipeWritePerm", "cleanExpiredCQ", "sendMsgStatus",
        "checkMsgSendRT", "producerConnection",
        "queryMsgById", "queryMsgByKey", "queryMsgByUniqueKey", "queryMsgByOffset", "printMsg",
        "updateKvConfig", "deleteKvConfig",
        "syncDocs",
        "addWritePerm", "getBrokerConfig", "getNamesrvConfig", "updateNamesrvConfig", "skipAccumulatedMessage", "sendMessage", "consumeMessage", "queryCq",
        "printMsgByQueue", "deleteExpiredCommitLog", "resetMasterFlushOffset", "haStatus", "exportMetadata", "exportConfigs", "exportMetrics", "producer",
        "setConsumeMode", "updateAclConfig", "deleteAccessConfig", "clusterAclConfigVersion", "getAclConfig", "updateGlobalWhiteAddr", "updateTopicList",
        "updateSubGroupList",
    ];

    public static TheoryData<string> Commands() => [.. CommandCatalog.Names];

    public static TheoryData<string> OrderedCommands() => [.. Ordered];

    [Theory]
    [MemberData(nameof(OrderedCommands))]
    public void A_command_that_was_ordered_is_there(string name)
    {
        Assert.NotNull(CommandCatalog.Find(name));
        Assert.NotNull(CommandCatalog.Find(name.ToUpperInvariant()));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_prints_what_its_golden_file_says(string name)
    {
        var file = $"{Folder}/{name}.txt";
        var golden = ReferenceFile.Stored(file);
        Assert.Contains($"$ {name}", golden, StringComparison.Ordinal);

        var replayed = await Transcript.ReplayAsync(golden, cluster);

        Assert.Equal(ReferenceFile.Read(file, replayed), replayed);
    }

    [Fact]
    public async Task The_program_itself_prints_plain_columns_into_a_pipe_and_ends_with_the_exit_code()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "mqadmin");
        var environment = new Dictionary<string, string> { ["NAMESRV_ADDR"] = cluster.NameServers };

        await using var done = ChildProcess.Start(program, ["clusterlist"], environment);
        await using var refused = ChildProcess.Start(program, ["topicStatus", "-t", "g-unknown"], environment);
        await using var wrong = ChildProcess.Start(program, ["topicStatus"], environment);
        await using var unreachable = ChildProcess.Start(program, ["clusterList", "-n", "127.0.0.1:1"]);

        Assert.Equal(
            (ExitCodes.Done, ExitCodes.Failed, ExitCodes.BadUsage, ExitCodes.Unreachable),
            (await done.WaitAsync(), await refused.WaitAsync(), await wrong.WaitAsync(), await unreachable.WaitAsync()));
        Assert.StartsWith("#Cluster Name     #Broker Name            #BID", done.Transcript, StringComparison.Ordinal);
        Assert.Equal(4, done.Transcript.Split('\n').Length);
    }

    [Fact]
    public async Task A_watching_program_ends_when_it_is_told_to()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "mqadmin");
        await using var watching = ChildProcess.Start(program, ["topicList", "--watch", "3600"], new Dictionary<string, string> { ["NAMESRV_ADDR"] = cluster.NameServers });
        await watching.ReadLineAsync(line => line == "golden");

        // Not INT, though it is handled alike: what a shell starts in the background inherits that as ignored, this test too.
        await using var signal = ChildProcess.Start("kill", ["-TERM", $"{watching.Id}"]);

        Assert.Equal(ExitCodes.Stopped, await watching.WaitAsync());
    }
}
