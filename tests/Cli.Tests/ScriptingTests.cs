using System.Text.Json;
using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>What scripts rely on: JSON, exit codes, one line per failure, the environment.</summary>
public sealed class ScriptingTests
{
    private const string Cluster =
        """{"brokerAddrTable":{"a":{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"},"b":{"brokerAddrs":{0:"b:10911"},"brokerName":"b","cluster":"c"}},"clusterAddrTable":{"c":["a","b"]}}""";

    private readonly MemoryNetwork _network = new();
    private readonly Tooling _tool;

    public ScriptingTests()
    {
        _tool = new Tooling(_network);
        new FakeServer().On(RequestCode.GetBrokerClusterInfo, Cluster).Listen(_network, "ns:9876");
    }

    public static TheoryData<string, string> Replayable()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in RecordedOutputTests.Exact())
        {
            if (row is ["4.9.8", string capture, string line])
                data.Add(capture, line);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Replayable))]
    public async Task Json_is_one_line_with_a_result_and_failures(string capture, string line)
    {
        var cluster = new RecordedCluster("4.9.8", capture);
        var tool = new Tooling(cluster.Network);

        Assert.Equal(ExitCodes.Done, await tool.RunAsync($"{line.Replace("BROKER", cluster.Broker, StringComparison.Ordinal)} -n {cluster.NameServer} --json"));

        using var document = JsonDocument.Parse(Assert.Single(tool.Output.TrimEnd('\n').Split('\n')));
        Assert.Equal(["result", "failures"], document.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Object, document.RootElement.GetProperty("result").ValueKind);
        Assert.Equal(0, document.RootElement.GetProperty("failures").GetArrayLength());
    }

    [Fact]
    public async Task Messages_are_a_line_of_json_each_and_the_counts_come_last()
    {
        var cluster = new RecordedCluster("4.9.8", "printMsgByQueue");
        var tool = new Tooling(cluster.Network);

        Assert.Equal(ExitCodes.Done, await tool.RunAsync($"printMsgByQueue -t CapTopic -a broker-cap -i 0 -p true -d true -f true -n {cluster.NameServer} --json"));

        var lines = tool.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("Hello RocketMQ 3", lines[0].GetProperty("body").GetString());
        Assert.Equal(9, lines.Count - 1);
        Assert.Equal(9, lines[^1].GetProperty("result").GetProperty("messages").GetInt64());
        Assert.Equal(9, lines[^1].GetProperty("result").GetProperty("byTag").EnumerateObject().Sum(tag => tag.Value.GetInt64()));
    }

    [Fact]
    public async Task A_refusal_is_in_the_json_with_code_and_remark_and_on_one_line_of_stderr()
    {
        new FakeServer().On(RequestCode.GetBrokerConfig, _ => Reply.Refused(ResponseCode.NoPermission, "not\nyou")).Listen(_network, "a:10911");

        Assert.Equal(ExitCodes.Failed, await _tool.RunAsync("getBrokerConfig -b a:10911 -n ns:9876 --json"));

        using var document = JsonDocument.Parse(_tool.Output);
        var failure = Assert.Single(document.RootElement.GetProperty("failures").EnumerateArray());
        Assert.Equal(("a:10911", 16, "NO_PERMISSION", "not\nyou"), (
            failure.GetProperty("address").GetString(), failure.GetProperty("code").GetInt32(), failure.GetProperty("codeName").GetString(), failure.GetProperty("remark").GetString()));
        Assert.Equal("getBrokerConfig: a:10911 refused GET_BROKER_CONFIG: not you (code 16 NO_PERMISSION)\n", _tool.Errors);
    }

    [Fact]
    public async Task A_failure_without_any_result_is_in_the_json_too()
    {
        Assert.Equal(ExitCodes.Unreachable, await _tool.RunAsync("clusterList -n nobody:9876 --json"));

        using var document = JsonDocument.Parse(_tool.Output);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("result").ValueKind);
        var failure = Assert.Single(document.RootElement.GetProperty("failures").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, failure.GetProperty("code").ValueKind);
        Assert.Contains("nobody:9876", failure.GetProperty("remark").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_an_answer_is_printed_and_who_is_missing_is_named()
    {
        new FakeServer().On(RequestCode.GetBrokerRuntimeInfo, """{"table":{"brokerVersionDesc":"V4_9_8"}}""").Listen(_network, "b:10911");

        Assert.Equal(ExitCodes.Failed, await _tool.RunAsync("brokerStatus -c c -n ns:9876"));

        Assert.Equal("b:10911                  brokerVersionDesc               : V4_9_8\n", _tool.Output);
        Assert.StartsWith("brokerStatus: cannot connect to a:10911", Assert.Single(_tool.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_broker_answers_the_exit_code_is_that_of_nobody() =>
        Assert.Equal(ExitCodes.Unreachable, await _tool.RunAsync("brokerStatus -c c -n ns:9876"));

    [Fact]
    public async Task A_stack_trace_comes_only_when_it_is_asked_for()
    {
        await _tool.RunAsync("clusterList -n nobody:9876");
        Assert.DoesNotContain("   at ", _tool.Errors, StringComparison.Ordinal);

        await _tool.RunAsync("clusterList -n nobody:9876 --verbose");
        Assert.Contains("   at ", _tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_servers_come_from_the_environment_unless_they_are_given()
    {
        _tool.Environment["NAMESRV_ADDR"] = "ns:9876";
        Assert.Equal(ExitCodes.Failed, await _tool.RunAsync("clusterList"));
        Assert.Contains("a:10911", _tool.Output, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Unreachable, await _tool.RunAsync("clusterList -n other:9876"));
    }

    [Fact]
    public async Task Without_a_name_server_it_says_how_to_give_one()
    {
        Assert.Equal(ExitCodes.BadUsage, await _tool.RunAsync("clusterList"));

        Assert.Contains("NAMESRV_ADDR", _tool.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sendMessage -t t -p @file -n ns:9876", "@file")]
    [InlineData("sendMessage -t t -p -1 -n ns:9876", "-1")]
    public async Task Values_are_taken_as_they_are(string line, string body)
    {
        new FakeServer()
            .On(RequestCode.GetRouteInfoByTopic, """{"brokerDatas":[{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"}],"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":1,"writeQueueNums":1}]}""")
            .Listen(_network, "ns:9876");
        string? sent = null;
        new FakeServer()
            .On(RequestCode.SendMessageV2, request =>
            {
                sent = System.Text.Encoding.UTF8.GetString(request.Body.Span);
                return Reply.Refused(ResponseCode.SystemError, "enough");
            })
            .Listen(_network, "a:10911");

        Assert.Equal(ExitCodes.Failed, await _tool.RunAsync(line));

        Assert.Equal(body, sent);
    }

    [Fact]
    public async Task A_timeout_is_the_one_that_was_asked_for()
    {
        TimeSpan? patience = null;
        var tool = new Tooling(options =>
        {
            patience = options.Timeout;
            return new Admin.AdminClient(options, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System, _network);
        });

        await tool.RunAsync("topicList -n ns:9876 --timeout 7");

        Assert.Equal(TimeSpan.FromSeconds(7), patience);
    }
}
