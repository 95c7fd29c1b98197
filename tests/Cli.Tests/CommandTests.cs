using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Columns are compared with what the original printed for the same figures (mqadmin 4.9.8, recorded).</summary>
public sealed class CommandTests
{
    private const string Cluster =
        """{"brokerAddrTable":{"broker-cap":{"brokerAddrs":{0:"127.0.0.1:31911"},"brokerName":"broker-cap","cluster":"DefaultCluster"}},"clusterAddrTable":{"DefaultCluster":["broker-cap"]}}""";

    private const string Route =
        """{"brokerDatas":[{"brokerAddrs":{"0":"127.0.0.1:31911"},"brokerName":"broker-cap","cluster":"DefaultCluster"}],"filterServerTable":{},"queueDatas":[{"brokerName":"broker-cap","perm":6,"readQueueNums":4,"topicSysFlag":0,"writeQueueNums":4}]}""";

    private const string Figures =
        """{"table":{"putTps":"0.0 0.016595582256003452 ","getTransferedTps":"0.0 0.0 ","sendThreadPoolQueueSize":"0","sendThreadPoolQueueHeadWaitTimeMills":"0","pullThreadPoolQueueSize":"0","pullThreadPoolQueueHeadWaitTimeMills":"0","pageCacheLockTimeMills":"0","commitLogDiskRatio":"0.23","brokerVersionDesc":"V4_9_8","earliestMessageTimeStamp":"1795330025271"}}""";

    private readonly MemoryNetwork _network = new();
    private readonly Tooling _tool;

    public CommandTests() => _tool = new Tooling(_network);

    [Theory]
    [InlineData("clusterList")]
    [InlineData("CLUSTERLIST")]
    public async Task ClusterList_prints_the_originals_columns(string name)
    {
        NameServer().Listen(_network, "ns:9876");
        new FakeServer().On(RequestCode.GetBrokerRuntimeInfo, Figures).Listen(_network, "127.0.0.1:31911");

        Assert.Equal(ExitCodes.Done, await RunAsync(name, "-n", "ns:9876"));

        Assert.Equal(
            """
            #Cluster Name     #Broker Name            #BID  #Addr                  #Version                #InTPS(LOAD)       #OutTPS(LOAD) #PCWait(ms) #Hour #SPACE
            DefaultCluster    broker-cap              0     127.0.0.1:31911        V4_9_8                   0.00(0,0ms)         0.00(0,0ms)          0  2.50 0.2300

            """,
            _tool.Output);
    }

    [Fact]
    public async Task A_broker_that_is_down_keeps_its_row_and_is_named_on_stderr()
    {
        NameServer().Listen(_network, "ns:9876");

        Assert.Equal(ExitCodes.Failed, await RunAsync("clusterList", "-n", "ns:9876"));

        Assert.Contains("127.0.0.1:31911", _tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0.00", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:31911", _tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TopicStatus_prints_the_originals_columns()
    {
        NameServer().Listen(_network, "ns:9876");
        new FakeServer()
            .On(
                RequestCode.GetTopicStatsInfo,
                """{"offsetTable":{{"brokerName":"broker-cap","queueId":1,"topic":"CapTopic"}:{"lastUpdateTimestamp":0,"maxOffset":0,"minOffset":0},{"brokerName":"broker-cap","queueId":0,"topic":"CapTopic"}:{"lastUpdateTimestamp":1795333752105,"maxOffset":9,"minOffset":0}}}""")
            .Listen(_network, "127.0.0.1:31911");

        Assert.Equal(ExitCodes.Done, await RunAsync("topicStatus", "-t", "CapTopic", "-n", "ns:9876"));

        Assert.Equal(
            [
                "#Broker Name                      #QID  #Min Offset           #Max Offset             #Last Updated",
                "broker-cap                        0     0                     9                       2026-11-22 07:49:12,105",
                "broker-cap                        1     0                     0                       ",
                "",
            ],
            _tool.Output.ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task ConsumerProgress_prints_the_originals_columns()
    {
        NameServer().Listen(_network, "ns:9876");
        new FakeServer()
            .On(
                RequestCode.GetConsumeStats,
                """{"consumeTps":0.4,"offsetTable":{{"brokerName":"broker-cap","queueId":0,"topic":"%RETRY%cg_live"}:{"brokerOffset":0,"consumerOffset":0,"lastTimestamp":0},{"brokerName":"broker-cap","queueId":1,"topic":"CapTopic"}:{"brokerOffset":6,"consumerOffset":5,"lastTimestamp":1795333749795}}}""")
            .Listen(_network, "127.0.0.1:31911");

        Assert.Equal(ExitCodes.Done, await RunAsync("consumerProgress", "-g", "cg_live", "-n", "ns:9876"));

        Assert.Equal(
            """
            #Topic                                                            #Broker Name                      #QID  #Broker Offset        #Consumer Offset      #Diff                 #LastTime
            %RETRY%cg_live                                                    broker-cap                        0     0                     0                     0                     N/A
            CapTopic                                                          broker-cap                        1     6                     5                     1                     2026-11-22 07:49:09

            Consume TPS: 0.40
            Diff Total: 1

            """,
            _tool.Output);
    }

    [Fact]
    public async Task A_refusal_is_one_line_with_the_servers_remark_and_code()
    {
        NameServer().Listen(_network, "ns:9876");
        new FakeServer().On(RequestCode.UpdateAndCreateTopic, _ => Reply.Refused(ResponseCode.NoPermission, "not you")).Listen(_network, "127.0.0.1:31911");

        Assert.Equal(ExitCodes.Failed, await RunAsync("updateTopic", "-c", "DefaultCluster", "-t", "x", "-n", "ns:9876"));

        var line = Assert.Single(_tool.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("not you", line, StringComparison.Ordinal);
        Assert.Contains("NO_PERMISSION", line, StringComparison.Ordinal);
        Assert.DoesNotContain("success", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_an_exit_code_of_its_own()
    {
        Assert.Equal(ExitCodes.Unreachable, await RunAsync("clusterList", "-n", "nobody:9876"));
        Assert.Contains("nobody:9876", _tool.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("topicStatus -n ns:9876", "--topic")]
    [InlineData("topicStatus -t x -n rubbish", "rubbish")]
    [InlineData("updateTopic -t x -n ns:9876", "-b")]
    [InlineData("updateTopic -t x -c Nope -n ns:9876", "DefaultCluster")]
    [InlineData("sendMessage -t x -p b -b broker-cap -n ns:9876", "-i")]
    [InlineData("clusterList -n ns:9876 --timeout 0", "--timeout")]
    public async Task Bad_usage_says_what_is_wrong(string line, string named)
    {
        NameServer().Listen(_network, "ns:9876");

        Assert.Equal(ExitCodes.BadUsage, await RunAsync(line.Split(' ')));

        Assert.Contains(named, _tool.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_all_are_listed()
    {
        Assert.Equal(ExitCodes.Done, await RunAsync());
        Assert.Contains("consumerProgress", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_the_options_of_a_command()
    {
        Assert.Equal(ExitCodes.Done, await RunAsync("help", "updatetopic"));
        Assert.Contains("--readQueueNums", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_tells_nobody()
    {
        // The broker answers what is only read; a request to delete something would fail.
        NameServer().Listen(_network, "ns:9876");
        new FakeServer()
            .On(RequestCode.GetAllTopicConfig, """{"topicConfigTable":{"x":{"perm":6,"readQueueNums":4,"topicName":"x","writeQueueNums":4}}}""")
            .On(RequestCode.GetTopicStatsInfo, """{"offsetTable":{{"brokerName":"broker-cap","queueId":0,"topic":"x"}:{"maxOffset":9,"minOffset":2}}}""")
            .Listen(_network, "127.0.0.1:31911");

        Assert.Equal(ExitCodes.Done, await RunAsync("deleteTopic", "-t", "x", "-c", "DefaultCluster", "--dry-run", "-n", "ns:9876"));

        Assert.Equal(
            """
            would send DELETE_TOPIC_IN_BROKER (215) to 127.0.0.1:31911 {topic=x}
            would send DELETE_TOPIC_IN_NAMESRV (216) to ns:9876 {clusterName=DefaultCluster, topic=x}
            would change: 127.0.0.1:31911 loses topic [x]: 4 write and 4 read queues, 7 messages

            """,
            _tool.Output);
    }

    private static FakeServer NameServer() => new FakeServer()
        .On(RequestCode.GetBrokerClusterInfo, Cluster)
        .On(RequestCode.GetRouteInfoByTopic, Route);

    private Task<int> RunAsync(params string[] args) => _tool.RunAsync(args);
}
