using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin.Rehearsals;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>Requests that only some generations of brokers know, and what stands in for them; and rehearsals, which send nothing that changes.</summary>
public sealed class FallbackTests : IAsyncDisposable
{
    private const string Route =
        """{"brokerDatas":[{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"}],"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":2,"writeQueueNums":2}]}""";

    private const string Cluster =
        """{"brokerAddrTable":{"a":{"brokerAddrs":{0:"a:10911",1:"a:10921"},"brokerName":"a","cluster":"c"}},"clusterAddrTable":{"c":["a"]}}""";

    private static readonly BrokerTarget Broker = BrokerTarget.Address("a:10911");

    private readonly MemoryNetwork _network = new();
    private readonly List<string> _seen = [];
    private readonly AdminClient _admin;

    public FallbackTests()
    {
        _admin = New();
        new FakeServer().On(RequestCode.GetRouteInfoByTopic, Route).On(RequestCode.GetBrokerClusterInfo, Cluster).Listen(_network, "ns:9876");
    }

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Fact]
    public async Task Many_topics_go_out_in_one_request()
    {
        Server(RequestCode.UpdateAndCreateTopicList).Listen(_network, "a:10911");

        (await _admin.Topics.SaveAllAsync([new TopicConfig { TopicName = "t1" }, new TopicConfig { TopicName = "t2" }], Broker)).OrThrow();

        Assert.Contains("\"topicName\":\"t2\"", Assert.Single(_seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_takes_no_lists_gets_topics_and_groups_one_by_one()
    {
        Server(RequestCode.UpdateAndCreateTopic, RequestCode.UpdateAndCreateSubscriptionGroup).Listen(_network, "a:10911");

        (await _admin.Topics.SaveAllAsync([new TopicConfig { TopicName = "t1" }, new TopicConfig { TopicName = "t2" }], Broker)).OrThrow();
        (await _admin.Groups.SaveAllAsync([new SubscriptionGroupConfig { GroupName = "g1" }], Broker)).OrThrow();

        Assert.Equal(["UPDATE_AND_CREATE_TOPIC t1", "UPDATE_AND_CREATE_TOPIC t2"], _seen.Take(2).Select(line => string.Join(' ', line.Split(' ').Take(2))));
        Assert.Contains("\"groupName\":\"g1\"", _seen[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_topics_one_bad_name_sends_none()
    {
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _admin.Topics.SaveAllAsync([new TopicConfig { TopicName = "fine" }, new TopicConfig { TopicName = "not fine" }], Broker));
        Assert.Empty(_seen);
    }

    [Theory]
    [InlineData(ResponseCode.ConsumerNotOnline, "nobody")]
    [InlineData(ResponseCode.SystemError, "THe consumer group <g> not exist")]
    [InlineData(ResponseCode.RequestCodeNotSupported, " request type 222 not supported")]
    public async Task Where_no_member_can_be_told_offsets_are_found_by_time_and_committed(ResponseCode code, string remark)
    {
        Server(RequestCode.UpdateConsumerOffset)
            .On(RequestCode.InvokeBrokerToResetOffset, _ => Reply.Refused(code, remark))
            .On(RequestCode.GetMaxOffset, _ => Reply.With(new GetMaxOffsetResponseHeader { Offset = 9 }))
            .On(RequestCode.SearchOffsetByTimestamp, _ => Reply.With(new SearchOffsetResponseHeader { Offset = 4 }))
            .On(RequestCode.QueryConsumerOffset, request => request.ExtFields!["queueId"] == "0"
                ? Reply.With(new QueryConsumerOffsetResponseHeader { Offset = 6 })
                : Reply.Refused(ResponseCode.QueryNotFound, "none"))
            .Listen(_network, "a:10911");

        var reset = (await _admin.Groups.ResetAsync("g", "t", DateTimeOffset.UnixEpoch.AddDays(1))).OrThrow().Values["a:10911"];

        Assert.False(reset.ThroughMembers);
        Assert.Equal([(9L, 6L, 4L, 4L), (9L, (long?)null, 4L, 4L)], reset.Moves.OrderBy(move => move.Queue).Select(move => (move.End, move.Before, move.Target, move.After)));
        Assert.Equal(2, _seen.Count(line => line.Contains("commitOffset=4", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_plan_of_a_reset_commits_nothing()
    {
        Server()
            .On(RequestCode.GetMaxOffset, _ => Reply.With(new GetMaxOffsetResponseHeader { Offset = 9 }))
            .On(RequestCode.QueryConsumerOffset, _ => Reply.With(new QueryConsumerOffsetResponseHeader { Offset = 6 }))
            .Listen(_network, "a:10911");

        var plan = (await _admin.Groups.PlanResetAsync("g", "t", to: null, forward: false)).OrThrow().Values["a:10911"];

        Assert.All(plan, move => Assert.Equal((6L, 9L, 6L), (move.Before, move.Target, move.After)));
    }

    [Fact]
    public async Task Members_in_cpp_are_told_in_the_language_of_cpp()
    {
        LanguageCode? language = null;
        Server().On(RequestCode.InvokeBrokerToResetOffset, request =>
        {
            language = request.Language;
            return Reply.WithBody("""{"offsetTable":{}}"""u8.ToArray());
        }).Listen(_network, "a:10911");

        (await _admin.Groups.ResetAsync("g", "t", to: null, cppMembers: true)).OrThrow();

        Assert.Equal(LanguageCode.Cpp, language);
    }

    [Fact]
    public async Task Cloned_are_the_offsets_on_the_topic_alone()
    {
        Server(RequestCode.UpdateConsumerOffset)
            .On(
                RequestCode.GetConsumeStats,
                """{"offsetTable":{{"brokerName":"a","queueId":0,"topic":"t"}:{"brokerOffset":9,"consumerOffset":7},{"brokerName":"a","queueId":0,"topic":"other"}:{"brokerOffset":9,"consumerOffset":3}}}""")
            .Listen(_network, "a:10911");

        var cloned = (await _admin.Groups.CloneOffsetsAsync("from", "to", "t")).OrThrow();

        Assert.Equal(1, cloned.Values["a:10911"]);
        Assert.Contains("commitOffset=7, consumerGroup=to", Assert.Single(_seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_beyond_the_queue_is_a_refusal_although_the_original_calls_it_a_success()
    {
        Server().On(RequestCode.QueryConsumeQueue, _ => Reply.With(null, default, "Index 9 of 0@t is not exist!")).Listen(_network, "a:10911");

        var refusal = await Assert.ThrowsAsync<AdminException>(() => _admin.Maintenance.ReadQueueAsync(new MessageQueue("t", "a", 0), 9, 1));

        Assert.Contains("Index 9", refusal.Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"/conf/plain_acl.yml\":{\"counter\":2,\"timestamp\":7}}", "/conf/plain_acl.yml", 2)]
    [InlineData(null, "", 1)]
    public async Task Access_versions_are_read_of_brokers_that_tell_all_files_and_of_those_that_tell_one(string? all, string file, long counter)
    {
        Server().On(RequestCode.GetBrokerClusterAclInfo, _ => Reply.With(new GetBrokerAclConfigResponseHeader
        {
            Version = "{\"counter\":1,\"timestamp\":5}", AllAclFileVersion = all, BrokerName = "a", BrokerAddr = "a:10911", ClusterName = "c",
        })).Listen(_network, "a:10911");

        var version = (await _admin.Access.GetVersionAsync(Broker)).OrThrow().Values["a:10911"];

        Assert.Equal(counter, Assert.Single(version.Files, pair => pair.Key == file).Value.Counter);
    }

    [Fact]
    public async Task Slaves_are_meant_when_the_target_says_so()
    {
        Server(RequestCode.CleanExpiredConsumeQueue).Listen(_network, "a:10911");
        Server(RequestCode.CleanExpiredConsumeQueue).Listen(_network, "a:10921");

        Assert.Equal(["a:10911"], (await _admin.Maintenance.CleanExpiredQueuesAsync(BrokerTarget.Cluster("c"))).Values.Keys);
        Assert.Equal(["a:10911", "a:10921"], (await _admin.Maintenance.CleanExpiredQueuesAsync(BrokerTarget.WholeCluster("c"))).Values.Keys.Order());
        Assert.Equal(["a:10911", "a:10921"], (await _admin.Maintenance.CleanExpiredQueuesAsync(BrokerTarget.Everyone)).Values.Keys.Order());
    }

    [Fact]
    public async Task A_rehearsal_reads_as_ever_and_keeps_back_what_would_change_something()
    {
        Server([.. Enum.GetValues<RequestCode>().Where(code => code != RequestCode.GetBrokerConfig)]).On(RequestCode.GetBrokerConfig, _ => Reply.WithBody("a=1\n"u8.ToArray())).Listen(_network, "a:10911");
        var rehearsal = new Rehearsal();
        await using var admin = New(rehearsal);

        var settings = await admin.Brokers.GetSettingsAsync("a:10911");
        (await admin.Brokers.UpdateSettingsAsync(Broker, new Dictionary<string, string> { ["k"] = "v" })).OrThrow();
        (await admin.Topics.DeleteAsync("t", "c")).OrThrow();
        (await admin.NameServers.WipeWritePermissionAsync("a")).OrThrow();

        Assert.Equal("1", settings["a"]);
        Assert.Empty(_seen);
        Assert.Equal(
            [("a:10911", 25, "k=v\n"), ("a:10911", 215, ""), ("ns:9876", 216, ""), ("ns:9876", 205, "")],
            rehearsal.Requests.Select(request => (request.Address, request.Code, request.Body)));
        Assert.Equal("t", rehearsal.Requests[1].Fields["topic"]);
    }

    private AdminClient New(Rehearsal? rehearsal = null) => new(
        new AdminClientOptions { NameServers = ["ns:9876"], Rehearsal = rehearsal }, NullLoggerFactory.Instance, TimeProvider.System, _network);

    // Takes these requests with success, and keeps what they said.
    private FakeServer Server(params RequestCode[] codes)
    {
        var server = new FakeServer();
        foreach (var code in codes)
            server.On(code, Note);
        return server;
    }

    private Reply Note(RemotingCommand request)
    {
        var fields = string.Join(", ", (request.ExtFields ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        var topic = request.ExtFields?.GetValueOrDefault("topic");
        lock (_seen)
            _seen.Add($"{RequestCodes.NameOf(request.Code)} {topic} {fields} {Encoding.UTF8.GetString(request.Body.Span)}");
        return Reply.Success;
    }
}
