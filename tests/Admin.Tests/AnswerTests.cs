using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>What servers may answer that ours do not, or not when asked: the original's dialect, refusals, hash collisions, two of everything.</summary>
public sealed class AnswerTests : IAsyncDisposable
{
    private const string TwoBrokers =
        """{"brokerAddrTable":{"a":{"brokerAddrs":{0:"a:10911",1:"a:10921"},"brokerName":"a","cluster":"c"},"b":{"brokerAddrs":{0:"b:10911"},"brokerName":"b","cluster":"c"}},"clusterAddrTable":{"c":["a","b"]}}""";

    private const string Route =
        """{"brokerDatas":[{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"}],"filterServerTable":{},"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":1,"topicSysFlag":0,"writeQueueNums":1}]}""";

    private readonly MemoryNetwork _network = new();
    private readonly AdminClient _admin;

    public AnswerTests() => _admin = new AdminClient(
        new AdminClientOptions { NameServers = ["ns1:9876", "ns2:9876"] }, NullLoggerFactory.Instance, TimeProvider.System, _network);

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Fact]
    public async Task The_originals_unquoted_keys_are_read()
    {
        new FakeServer().On(RequestCode.GetBrokerClusterInfo, TwoBrokers).Listen(_network, "ns1:9876");

        var topology = await _admin.NameServers.GetClusterAsync();

        Assert.Equal(["a:10911", "a:10921", "b:10911"], topology.Brokers.Select(broker => broker.Address));
        Assert.Equal(["a:10911", "b:10911"], topology.Masters.Select(broker => broker.Address));
    }

    [Fact]
    public async Task A_broker_or_topic_that_one_name_server_does_not_know_is_a_difference()
    {
        new FakeServer()
            .On(RequestCode.GetBrokerClusterInfo, TwoBrokers)
            .On(RequestCode.GetAllTopicListFromNameServer, """{"topicList":["t1","t2","t3","t4","t5","t6","t7"]}""").Listen(_network, "ns1:9876");
        new FakeServer()
            .On(RequestCode.GetAllTopicListFromNameServer, """{"topicList":["t7"]}""")
            .On(RequestCode.GetBrokerClusterInfo, """{"brokerAddrTable":{"b":{"brokerAddrs":{0:"b:10911"},"brokerName":"b","cluster":"c"}},"clusterAddrTable":{"c":["b"]}}""")
            .Listen(_network, "ns2:9876");

        var comparison = await _admin.NameServers.CompareAsync();

        Assert.False(comparison.Agree);
        Assert.Equal(3, comparison.Differences.Count);
        Assert.All(comparison.Differences.Take(2), difference => Assert.StartsWith("ns2:9876 does not know broker a", difference, StringComparison.Ordinal));
        Assert.Equal("ns2:9876 does not know topics t1, t2, t3, t4, t5 and 1 more", comparison.Differences[2]);
        Assert.Equal((7, 1), (comparison.Topics.Values["ns1:9876"].Count, comparison.Topics.Values["ns2:9876"].Count));
    }

    [Fact]
    public async Task A_refusal_carries_code_address_request_and_remark()
    {
        new FakeServer().On(RequestCode.GetBrokerClusterInfo, TwoBrokers).Listen(_network, "ns1:9876");
        new FakeServer().On(RequestCode.GetBrokerRuntimeInfo, _ => Reply.Refused(ResponseCode.NoPermission, "not you")).Listen(_network, "a:10911");

        var refusal = await Assert.ThrowsAsync<AdminException>(() => _admin.Brokers.GetRuntimeAsync("a:10911"));

        Assert.Equal(
            (ResponseCode.NoPermission, "a:10911", "GET_BROKER_RUNTIME_INFO", "not you"), (refusal.Code, refusal.Address, refusal.Request, refusal.Remark));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_a_refusal_that_says_so()
    {
        new FakeServer().On(RequestCode.GetBrokerRuntimeInfo, "{\"table\":").Listen(_network, "a:10911");

        var refusal = await Assert.ThrowsAsync<AdminException>(() => _admin.Brokers.GetRuntimeAsync("a:10911"));

        Assert.Contains("cannot be read", refusal.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_brokers_the_answers_and_the_failures_are_kept_apart()
    {
        new FakeServer().On(RequestCode.GetBrokerClusterInfo, TwoBrokers).Listen(_network, "ns1:9876");
        new FakeServer().On(RequestCode.GetBrokerRuntimeInfo, """{"table":{"brokerVersionDesc":"V4_9_8"}}""").Listen(_network, "b:10911");

        var result = await _admin.Brokers.GetRuntimeAsync(BrokerTarget.Cluster("c"));

        Assert.Equal("V4_9_8", result.Values["b:10911"].VersionName);
        Assert.Equal("a:10911", Assert.Single(result.Failures).Address);
        Assert.Throws<PartialFailureException>(() => result.OrThrow());
    }

    [Fact]
    public async Task While_a_broker_fails_to_delete_a_topic_the_name_servers_keep_its_route()
    {
        var asked = false;
        new FakeServer()
            .On(RequestCode.GetBrokerClusterInfo, TwoBrokers)
            .On(RequestCode.DeleteTopicInNamesrv, _ =>
            {
                asked = true;
                return Reply.Success;
            })
            .Listen(_network, "ns1:9876");
        new FakeServer().On(RequestCode.DeleteTopicInBroker, _ => Reply.Success).Listen(_network, "b:10911");

        var result = await _admin.Topics.DeleteAsync("t");

        Assert.Equal("a:10911", Assert.Single(result.Failures).Address);
        Assert.False(asked);
    }

    [Fact]
    public async Task Messages_that_share_only_the_hash_of_a_key_are_left_out()
    {
        new FakeServer().On(RequestCode.GetRouteInfoByTopic, Route).Listen(_network, "ns1:9876");
        byte[] records = [.. Record("t", "KEYS\u0001other"), .. Record("u", "KEYS\u0001wanted"), .. Record("t", "KEYS\u0001one wanted"), .. Record("t", "KEYS\u0001wanted2")];
        new FakeServer().On(RequestCode.QueryMessage, _ => Reply.WithBody(records)).Listen(_network, "a:10911");

        var found = await _admin.Messages.FindByKeyAsync(new KeyQuery("t", "wanted"));

        Assert.Equal("one wanted", Assert.Single(found.Messages).Message.Keys);
    }

    [Fact]
    public async Task A_broker_that_gave_all_it_may_is_told_with_its_oldest_and_what_its_index_rounded_is_left_out()
    {
        IReadOnlyDictionary<string, string>? asked = null;
        byte[] records = [.. Record("t", "KEYS\u0001other", 9_100), .. Record("t", "KEYS\u0001k", 9_500), .. Record("t", "KEYS\u0001k", 11_900), .. Record("t", "KEYS\u0001k", 12_100)];
        new FakeServer().On(RequestCode.GetRouteInfoByTopic, Route).Listen(_network, "ns1:9876");
        new FakeServer()
            .On(RequestCode.QueryMessage, request =>
            {
                asked = request.ExtFields;
                return Reply.WithBody(records);
            })
            .Listen(_network, "a:10911");
        var query = new KeyQuery("t", "k") { From = DateTimeOffset.FromUnixTimeMilliseconds(10_000), To = DateTimeOffset.FromUnixTimeMilliseconds(12_000), Limit = 4 };

        var found = await _admin.Messages.FindByKeyAsync(query);
        var more = await _admin.Messages.FindByKeyAsync(query with { Limit = 5 });

        Assert.Equal(11_900, Assert.Single(found.Messages).Message.StoreTimestamp);
        Assert.Equal(("9000", "12000"), (asked!["beginTimestamp"], asked["endTimestamp"]));
        Assert.Equal(KeyValuePair.Create("a", DateTimeOffset.FromUnixTimeMilliseconds(9_100)), Assert.Single(found.Limited));
        Assert.Empty(more.Limited);
    }

    [Fact]
    public async Task A_slave_that_refuses_a_send_with_the_code_of_a_stored_message_is_no_success()
    {
        new FakeServer().On(RequestCode.GetRouteInfoByTopic, Route).Listen(_network, "ns1:9876");
        new FakeServer().On(RequestCode.SendMessageV2, _ => Reply.Refused(ResponseCode.SlaveNotAvailable, "this is a slave")).Listen(_network, "a:10911");

        await Assert.ThrowsAsync<AdminException>(() => _admin.Messages.SendAsync(new OutgoingMessage("t", new byte[] { 1 })));
    }

    [Fact]
    public async Task Deleting_a_group_says_so_in_the_words_of_both_generations()
    {
        IReadOnlyDictionary<string, string>? fields = null;
        new FakeServer()
            .On(RequestCode.DeleteSubscriptionGroup, request =>
            {
                fields = request.ExtFields;
                return Reply.Success;
            })
            .Listen(_network, "a:10911");

        (await _admin.Groups.DeleteAsync("g", BrokerTarget.Address("a:10911"), new GroupDeletion(RemoveOffsets: true))).OrThrow();

        Assert.Equal(("g", "true", "true"), (fields!["groupName"], fields["removeOffset"], fields["cleanOffset"]));
    }

    [Fact]
    public async Task With_members_online_they_carry_out_the_reset()
    {
        new FakeServer().On(RequestCode.GetRouteInfoByTopic, Route).Listen(_network, "ns1:9876");
        new FakeServer()
            .On(RequestCode.InvokeBrokerToResetOffset, """{"offsetTable":{{"brokerName":"a","queueId":0,"topic":"t"}:7}}""")
            .Listen(_network, "a:10911");

        var reset = (await _admin.Groups.ResetAsync("g", "t", DateTimeOffset.UnixEpoch)).OrThrow().Values["a:10911"];

        Assert.True(reset.ThroughMembers);
        Assert.Equal(7, reset.Offsets[new MessageQueue("t", "a", 0)]);
    }

    private static byte[] Record(string topic, string properties, long storedAt = 0)
    {
        var (topicBytes, propertyBytes) = (Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(properties));
        var host = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 10911));
        var content = new RecordContent { Topic = topicBytes, Properties = propertyBytes, Body = "x"u8, StoreTimestamp = storedAt, BornHost = host, StoreHost = host };
        var record = new byte[MessageRecordCodec.Measure(content)];
        MessageRecordCodec.Write(record, content);
        return record;
    }
}
