using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Tests;

public sealed class SendBackTests
{
    private const string Schedule = "SCHEDULE_TOPIC_XXXX";

    [Theory]
    [InlineData(0, 0, 2)]
    [InlineData(0, 4, 6)]
    [InlineData(0, 15, 17)]
    [InlineData(5, 0, 4)]
    [InlineData(99, 0, 17)]
    public async Task A_message_waits_longer_the_more_often_it_failed_unless_the_consumer_says_how_long(int level, int failedBefore, int queue)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var position = await SendAsync(client, failedBefore);

        Assert.Equal(ResponseCode.Success, (await BackAsync(client, position, level)).ResponseCode);

        var waiting = TransactionTests.Read(broker, broker.Store.GetPhysicalOffset(Schedule, queue, 0));
        Assert.Equal((failedBefore + 1, $"{queue + 1}", "%RETRY%CG", "Orders"), (
            waiting.ReconsumeTimes, waiting.Property("DELAY"), waiting.Property("REAL_TOPIC"), waiting.Property("RETRY_TOPIC")));
    }

    [Theory]
    [InlineData(16, null, 409, true)]
    [InlineData(15, null, 409, false)]
    [InlineData(3, 3, 409, true)]
    [InlineData(3, 3, 121, true)]
    [InlineData(3, 3, 120, false)]
    [InlineData(20, 30, 409, false)]
    public async Task A_message_that_failed_too_often_is_dead_by_the_clients_limit_if_it_is_new_enough_else_the_groups(
        int failedBefore, int? limit, int version, bool isDead)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var position = await SendAsync(client, failedBefore);

        await using var wire = new RawClient(broker);
        var fields = new Dictionary<string, string> { ["offset"] = $"{position}", ["group"] = "CG", ["delayLevel"] = "0" };
        if (limit is { } most)
            fields["maxReconsumeTimes"] = $"{most}";
        Assert.Equal(ResponseCode.Success, (await wire.CallAsync(RequestCode.ConsumerSendMsgBack, fields, version)).ResponseCode);

        Assert.Equal(isDead ? 1 : 0, broker.Store.GetMaxOffset("%DLQ%CG", 0));
        Assert.Equal(isDead ? 0 : 1, broker.Store.Queues(Schedule).Count);
    }

    [Fact]
    public async Task A_dead_message_keeps_where_it_came_from_and_waits_no_more()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var position = await SendAsync(client, 0);
        var first = TransactionTests.Read(broker, position);
        await BackAsync(client, position, 0);
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => broker.Store.GetMaxOffset("%RETRY%CG", 0) == 1);

        await BackAsync(client, broker.Store.GetPhysicalOffset("%RETRY%CG", 0, 0), -1);

        var dead = TransactionTests.Read(broker, broker.Store.GetPhysicalOffset("%DLQ%CG", 0, 0));
        Assert.Equal((first.OffsetMessageId, "Orders", "0", "false", 2), (
            dead.Property("ORIGIN_MESSAGE_ID"), dead.Property("RETRY_TOPIC"), dead.Property("DELAY"), dead.Property("WAIT"), dead.ReconsumeTimes));
        Assert.Equal((first.BornTimestamp, first.BornHost, first.Flag, first.BodyCrc), (dead.BornTimestamp, dead.BornHost, dead.Flag, dead.BodyCrc));
        Assert.Equal((1, 1, 6), await ConfigAsync(client, "%DLQ%CG"));
    }

    [Fact]
    public async Task The_retry_topic_is_made_with_the_groups_queues_and_the_consumers_unit()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, null, FastJson.Write(new SubscriptionGroupConfig { GroupName = "Unit", RetryQueueNums = 3 }));
        var position = await SendAsync(client, 0);

        await client.CallAsync(RequestCode.ConsumerSendMsgBack, new ConsumerSendMessageBackRequestHeader { Offset = position, Group = "Unit", UnitMode = true });

        Assert.Equal((3, 3, 6), await ConfigAsync(client, "%RETRY%Unit"));
        Assert.Equal(2, (await client.AskAsync<TopicConfig>(RequestCode.GetTopicConfig, new GetTopicConfigRequestHeader { Topic = "%RETRY%Unit" })).TopicSysFlag);
    }

    [Fact]
    public async Task Each_reason_to_refuse_is_told()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["autoCreateSubscriptionGroup"] = "false" });
        await using var client = broker.Connect();
        var position = await SendAsync(client, 0);

        var unknown = await BackAsync(client, position, 0);
        await client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, null, FastJson.Write(new SubscriptionGroupConfig { GroupName = "CG" }));
        await client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, null, FastJson.Write(new SubscriptionGroupConfig { GroupName = "Never", RetryQueueNums = 0 }));
        var never = await client.CallAsync(RequestCode.ConsumerSendMsgBack, new ConsumerSendMessageBackRequestHeader { Offset = position, Group = "Never" });
        var gone = await BackAsync(client, 1 << 20, 0);
        await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "brokerPermission=4"u8.ToArray());
        var readOnly = await BackAsync(client, position, 0);

        Assert.Equal((ResponseCode.SubscriptionGroupNotExist, "subscription group not exist, CG"), (unknown.ResponseCode, unknown.Remark));
        Assert.Equal(ResponseCode.Success, never.ResponseCode);
        Assert.Equal((ResponseCode.SystemError, "look message by offset failed, 1048576"), (gone.ResponseCode, gone.Remark));
        Assert.Equal(ResponseCode.NoPermission, readOnly.ResponseCode);
        Assert.Empty(broker.Store.Queues(Schedule));
    }

    [Fact]
    public async Task A_retry_topic_that_may_not_be_written_takes_nothing_back()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var position = await SendAsync(client, 0);
        await client.CallAsync(RequestCode.UpdateAndCreateTopic, new CreateTopicRequestHeader
        {
            Topic = "%RETRY%CG", DefaultTopic = "TBW102", ReadQueueNums = 1, WriteQueueNums = 1, Perm = 4, TopicFilterType = "SINGLE_TAG",
        });

        var refused = await BackAsync(client, position, 0);

        Assert.Equal((ResponseCode.NoPermission, "the topic[%RETRY%CG] sending message is forbidden"), (refused.ResponseCode, refused.Remark));
    }

    [Fact]
    public async Task A_store_that_takes_nothing_is_named_as_the_original_names_it()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var position = await SendAsync(client, 0);
        broker.Store.IsFollower = true;

        var refused = await BackAsync(client, position, 0);

        Assert.Equal(ResponseCode.SystemError, refused.ResponseCode);
        Assert.StartsWith("SERVICE_NOT_AVAILABLE", refused.Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 3, 409, false)]
    [InlineData(3, 3, 409, true)]
    [InlineData(3, 3, 120, false)]
    [InlineData(16, null, 409, true)]
    public async Task A_consumer_that_sends_to_the_retry_topic_itself_is_held_to_the_same_limits(int failedBefore, int? limit, int version, bool isDead)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        await using var wire = new RawClient(broker);
        var fields = new Dictionary<string, string>
        {
            ["a"] = "CLIENT_INNER_PRODUCER", ["b"] = "%RETRY%CG", ["c"] = "TBW102", ["d"] = "4", ["e"] = "0", ["f"] = "0", ["g"] = "1", ["h"] = "0",
            ["i"] = $"RETRY_TOPIC\u0001Orders\u0002RECONSUME_TIME\u0001{failedBefore}\u0002DELAY\u0001{3 + failedBefore}", ["j"] = $"{failedBefore}",
        };
        if (limit is { } most)
            fields["l"] = $"{most}";
        var sent = await wire.CallAsync(RequestCode.SendMessageV2, fields, version, "x");

        Assert.Equal(ResponseCode.Success, sent.ResponseCode);
        Assert.Equal(isDead ? 1 : 0, broker.Store.GetMaxOffset("%DLQ%CG", 0));
        Assert.Equal(isDead ? 0 : 1, broker.Store.Queues(Schedule).Count);
    }

    [Fact]
    public async Task A_message_sent_back_comes_again_after_the_process_was_killed()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await BackAsync(client, await SendAsync(client, 0), 0);
        using var left = broker.Crash();

        await using var again = await TestBroker.StartAsync(folder: left, time: broker.Time);
        await again.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => again.Store.GetMaxOffset("%RETRY%CG", 0) == 1);

        var retried = TransactionTests.Read(again, again.Store.GetPhysicalOffset("%RETRY%CG", 0, 0));
        Assert.Equal(("Orders", 1), (retried.Property("RETRY_TOPIC"), retried.ReconsumeTimes));
    }

    private static async Task<long> SendAsync(TestClient client, int failedBefore)
    {
        var sent = await client.SendBytesAsync("Orders", "x"u8.ToArray(), reconsumeTimes: failedBefore);
        Assert.True(MessageIds.TryParseOffsetId(sent.ReadHeader<SendMessageResponseHeader>().MsgId, out _, out var position));
        return position;
    }

    private static Task<RemotingCommand> BackAsync(TestClient client, long position, int level) => client.CallAsync(
        RequestCode.ConsumerSendMsgBack, new ConsumerSendMessageBackRequestHeader { Offset = position, Group = "CG", DelayLevel = level });

    private static async Task<(int Read, int Write, int Perm)> ConfigAsync(TestClient client, string topic)
    {
        var config = await client.AskAsync<TopicConfig>(RequestCode.GetTopicConfig, new GetTopicConfigRequestHeader { Topic = topic });
        return (config.ReadQueueNums, config.WriteQueueNums, config.Perm);
    }
}
