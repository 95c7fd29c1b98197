using System.Text;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Tests;

public sealed class SendTests
{
    [Fact]
    public async Task A_send_creates_the_topic_and_answers_where_the_message_is()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var first = await client.SendAsync("Orders", "one", queueId: 2);
        var second = await client.SendAsync("Orders", "two", queueId: 2);

        var header = second.ReadHeader<SendMessageResponseHeader>();
        Assert.Equal(ResponseCode.Success, first.ResponseCode);
        Assert.Equal((2, 1L), (header.QueueId, header.QueueOffset));
        Assert.True(MessageIds.TryParseOffsetId(header.MsgId, out var host, out var position));
        Assert.Equal("127.0.0.1:10911", host.ToString());
        Assert.True(position > 0);
        Assert.Equal("DefaultRegion", second.ExtFields!["MSG_REGION"]);
        Assert.Equal("true", second.ExtFields["TRACE_ON"]);
        Assert.Equal(4, broker.Server.Node.Topics.Find("Orders")!.WriteQueues);
    }

    [Fact]
    public async Task The_stored_properties_have_the_cluster_and_lack_wait()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        await client.SendAsync("Orders", "one", 0, "TagA", "K1", ("WAIT", "true"), ("a", "é"));

        var message = Assert.Single(MessageRecordCodec.DecodeAll((await client.PullAsync("Orders", 0, 0)).Body));
        Assert.Equal("DefaultCluster", message.Property("CLUSTER"));
        Assert.Null(message.Property("WAIT"));
        Assert.Equal(("TagA", "K1", "é"), (message.Tags, message.Keys, message.Property("a")));
    }

    [Fact]
    public async Task Properties_too_long_for_the_stack_are_stored_whole()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var value = new string('x', 20_000);

        await client.SendAsync("Orders", "one", 0, null, null, ("long", value));

        Assert.Equal(value, Assert.Single(MessageRecordCodec.DecodeAll((await client.PullAsync("Orders", 0, 0)).Body)).Property("long"));
    }

    [Theory]
    [InlineData("bad topic", ResponseCode.SystemError, "U+0020")]
    [InlineData("SCHEDULE_TOPIC_XXXX", ResponseCode.NoPermission, "is forbidden")]
    [InlineData("SELF_TEST_TOPIC", ResponseCode.NoPermission, "is forbidden")]
    public async Task A_topic_that_can_not_be_sent_to_is_refused_with_the_reason(string topic, ResponseCode code, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var response = await client.SendAsync(topic, "one");

        Assert.Equal(code, response.ResponseCode);
        Assert.Contains(remark, response.Remark, StringComparison.Ordinal);
        Assert.Equal("DefaultRegion", response.ExtFields!["MSG_REGION"]);
    }

    [Fact]
    public async Task Without_auto_creation_an_unknown_topic_is_refused()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["autoCreateTopicEnable"] = "false" });
        await using var client = broker.Connect();

        var response = await client.SendAsync("Orders", "one");

        Assert.Equal(ResponseCode.TopicNotExist, response.ResponseCode);
        Assert.Equal("topic[Orders] not exist, apply first please!", response.Remark);
    }

    [Fact]
    public async Task A_queue_beyond_the_topics_is_refused()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "one");

        var response = await client.SendAsync("Orders", "two", queueId: 4);

        Assert.Equal(ResponseCode.SystemError, response.ResponseCode);
        Assert.StartsWith("request queueId[4] is illegal", response.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_the_limit_named()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["maxMessageSize"] = "1000" });
        await using var client = broker.Connect();

        var response = await client.SendBytesAsync("Orders", new byte[1001]);

        Assert.Equal(ResponseCode.MessageIllegal, response.ResponseCode);
        Assert.Contains("1000", response.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_field_is_named()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var response = await client.CallAsync(RequestCode.SendMessageV2, new NoFields(), [1]);

        Assert.Equal(ResponseCode.SystemError, response.ResponseCode);
        Assert.Contains("'b' is missing", response.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_stored_as_one_message_per_item_and_answered_with_all_ids()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var body = new byte[1000];
        var length = 0;
        foreach (var text in new[] { "a", "b", "c" })
            length += BatchCodec.Write(body.AsSpan(length), 0, Encoding.UTF8.GetBytes(text), "TAGS\u0001T"u8);

        var response = await client.CallAsync(
            RequestCode.SendBatchMessage,
            new SendMessageV2RequestHeader { ProducerGroup = "PG", Topic = "Orders", BornTimestamp = 1, Batch = true, Properties = "WAIT\u0001true" },
            body[..length]);

        var header = response.ReadHeader<SendMessageResponseHeader>();
        Assert.Equal(3, header.MsgId!.Split(',').Length);
        Assert.Equal(0, header.QueueOffset);
        var pulled = await client.PullAsync("Orders", 0, 0);
        Assert.Equal(["a", "b", "c"], TestClient.Bodies(pulled));
        Assert.Equal("DefaultCluster", MessageRecordCodec.DecodeAll(pulled.Body)[2].Property("CLUSTER"));
    }

    [Fact]
    public async Task The_long_names_of_the_old_send_are_understood()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var response = await client.CallAsync(
            RequestCode.SendMessage, new SendMessageRequestHeader { ProducerGroup = "PG", Topic = "Orders", QueueId = -1, BornTimestamp = 1 }, "x"u8.ToArray());

        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        Assert.InRange(response.ReadHeader<SendMessageResponseHeader>().QueueId!.Value, 0, 3);
    }

    [Fact]
    public async Task Under_sync_flush_a_send_is_answered_when_the_disk_has_it()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["flushDiskType"] = "SYNC_FLUSH" });
        await using var client = broker.Connect();

        var response = await client.SendAsync("Orders", "one");

        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        Assert.Equal(broker.Server.Node.Store.MaxPhysicalOffset, broker.Server.Node.Store.FlushedOffset);
    }

    [Fact]
    public async Task A_sync_master_without_a_slave_stores_and_says_that_no_slave_has_it()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["brokerRole"] = "SYNC_MASTER" });
        await using var client = broker.Connect();

        var response = await client.SendAsync("Orders", "one");

        Assert.Equal(ResponseCode.SlaveNotAvailable, response.ResponseCode);
        Assert.NotNull(response.ReadHeader<SendMessageResponseHeader>().MsgId);
        Assert.Equal(1, broker.Server.Node.Store.GetMaxOffset("Orders", 0));
    }

    [Fact]
    public async Task A_retry_beyond_the_groups_limit_ends_on_the_dead_letter_topic()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        var response = await client.SendBytesAsync("%RETRY%CG", [1], 0, null, reconsumeTimes: 16);

        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        Assert.Equal(1, broker.Server.Node.Store.GetMaxOffset("%DLQ%CG", 0));
        Assert.Equal(0, broker.Server.Node.Store.GetMaxOffset("%RETRY%CG", 0));
    }

    [Fact]
    public async Task Sends_are_counted_per_topic()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "one");
        await client.SendAsync("Orders", "two");
        broker.Time.Advance(TimeSpan.FromSeconds(10));

        var stats = await client.AskAsync<BrokerStatsData>(
            RequestCode.ViewBrokerStatsData, new ViewBrokerStatsRequestHeader { StatsName = "TOPIC_PUT_NUMS", StatsKey = "Orders" });

        Assert.Equal(2, stats.StatsMinute.Sum);
        Assert.Equal(0.2, stats.StatsMinute.Tps, 3);
        var missing = await client.CallAsync(
            RequestCode.ViewBrokerStatsData, new ViewBrokerStatsRequestHeader { StatsName = "TOPIC_PUT_NUMS", StatsKey = "Nothing" });
        Assert.Equal("The stats <TOPIC_PUT_NUMS> <Nothing> not exist", missing.Remark);
    }
}
