using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class QueryAndDelayTests
{
    [Fact]
    public async Task A_message_is_found_by_key_unique_key_and_id()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "other", 0, null, "K0");
        var sent = await client.SendAsync("Orders", "one", 0, null, "K1 K2", ("UNIQ_KEY", "U1"));
        Assert.True(MessageIds.TryParseOffsetId(sent.ReadHeader<SendMessageResponseHeader>().MsgId, out _, out var position));

        var byKey = await client.CallAsync(RequestCode.QueryMessage, Query("K2", false));
        var byUniqueKey = await client.CallAsync(RequestCode.QueryMessage, Query("U1", true));
        var byId = await client.CallAsync(RequestCode.ViewMessageById, new ViewMessageRequestHeader { Offset = position });

        Assert.Equal(["one"], TestClient.Bodies(byKey));
        Assert.Equal(["one"], TestClient.Bodies(byUniqueKey));
        Assert.Equal(["one"], TestClient.Bodies(byId));
    }

    [Fact]
    public async Task What_is_not_there_is_told_so()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "one");

        var byKey = await client.CallAsync(RequestCode.QueryMessage, Query("Nothing", false));
        var inside = await client.CallAsync(RequestCode.ViewMessageById, new ViewMessageRequestHeader { Offset = 7 });
        var beyond = await client.CallAsync(RequestCode.ViewMessageById, new ViewMessageRequestHeader { Offset = 1L << 40 });

        Assert.Equal((ResponseCode.QueryNotFound, "can not find message, maybe time range not correct"), (byKey.ResponseCode, byKey.Remark));
        Assert.Equal((ResponseCode.SystemError, "can not find message by the offset, 7"), (inside.ResponseCode, inside.Remark));
        Assert.Equal(ResponseCode.SystemError, beyond.ResponseCode);
    }

    [Fact]
    public async Task Bounds_of_queues_are_told_and_unknown_ones_are_empty()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync("Orders", $"m{i}");
            broker.Time.Advance(TimeSpan.FromSeconds(10));
        }

        var start = broker.Time.GetUtcNow().ToUnixTimeMilliseconds() - 30_000;
        Assert.Equal(3, (await Max("Orders")).Offset);
        Assert.Equal(0, (await Max("Nothing")).Offset);
        Assert.Equal(1, await At(start + 9000));
        Assert.Equal(2, await At(start + 1_000_000));
        var earliest = await client.CallAsync(
            RequestCode.GetEarliestMsgStoreTime, new GetEarliestMessageStoreTimeRequestHeader { Topic = "Orders", QueueId = 0 });
        Assert.Equal(start, earliest.ReadHeader<GetEarliestMessageStoreTimeResponseHeader>().Timestamp);

        async Task<GetMaxOffsetResponseHeader> Max(string topic) =>
            (await client.CallAsync(RequestCode.GetMaxOffset, new GetMaxOffsetRequestHeader { Topic = topic, QueueId = 0 })).ReadHeader<GetMaxOffsetResponseHeader>();
        async Task<long> At(long time) =>
            (await client.CallAsync(RequestCode.SearchOffsetByTimestamp, new SearchOffsetRequestHeader { Topic = "Orders", QueueId = 0, Timestamp = time }))
                .ReadHeader<SearchOffsetResponseHeader>().Offset;
    }

    [Fact]
    public async Task A_delayed_message_appears_when_its_time_has_come()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var sent = await client.SendAsync("Orders", "later", 1, "TagA", null, ("DELAY", "2"));
        Assert.Equal(ResponseCode.Success, sent.ResponseCode);
        Assert.Equal(0, broker.Server.Node.Store.GetMaxOffset("Orders", 1));
        Assert.Equal(1, broker.Server.Node.Store.GetMaxOffset("SCHEDULE_TOPIC_XXXX", 1));
        var pulling = client.PullAsync("Orders", 1, 0, 6);

        await AdvanceUntil(broker, TimeSpan.FromSeconds(1), () => pulling.IsCompleted);

        var message = Assert.Single(MessageRecordCodec.DecodeAll((await pulling).Body));
        Assert.Equal(("Orders", 1, "TagA", "2"), (message.Topic, message.QueueId, message.Tags, message.Property("DELAY")));
        Assert.True(message.StoreTimestamp - message.BornTimestamp >= 5000);
        Assert.Equal(1, (await client.AskAsync<DelayOffsetSerializeWrapper>(RequestCode.GetAllDelayOffset)).OffsetTable[2]);
    }

    [Fact]
    public async Task A_delayed_message_is_delivered_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            await using var client = broker.Connect();
            await client.SendAsync("Orders", "later", 0, null, null, ("DELAY", "3"));
        }

        await using var again = await TestBroker.StartAsync(folder: folder);
        await AdvanceUntil(again, TimeSpan.FromSeconds(5), () => again.Server.Node.Store.GetMaxOffset("Orders", 0) == 1);

        await using var reader = again.Connect();
        Assert.Equal(["later"], TestClient.Bodies(await reader.PullAsync("Orders", 0, 0)));
    }

    [Fact]
    public async Task A_message_sent_back_comes_again_on_the_retry_topic_and_ends_on_the_dead_letter_topic()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        await client.SendAsync("Orders", "poison", 0, "TagA");
        var first = Assert.Single(MessageRecordCodec.DecodeAll((await client.PullAsync("Orders", 0, 0)).Body));

        var back = await client.CallAsync(
            RequestCode.ConsumerSendMsgBack, new ConsumerSendMessageBackRequestHeader { Offset = first.PhysicalOffset, Group = "CG", DelayLevel = 0 });
        Assert.Equal(ResponseCode.Success, back.ResponseCode);
        await AdvanceUntil(broker, TimeSpan.FromSeconds(5), () => broker.Server.Node.Store.GetMaxOffset("%RETRY%CG", 0) == 1);
        var second = Assert.Single(MessageRecordCodec.DecodeAll((await client.PullAsync("%RETRY%CG", 0, 0)).Body));
        await client.CallAsync(
            RequestCode.ConsumerSendMsgBack, new ConsumerSendMessageBackRequestHeader { Offset = second.PhysicalOffset, Group = "CG", DelayLevel = -1 });
        var dead = Assert.Single(MessageRecordCodec.DecodeAll((await client.PullAsync("%DLQ%CG", 0, 0)).Body));

        Assert.Equal((1, "Orders", first.OffsetMessageId), (second.ReconsumeTimes, second.Property("RETRY_TOPIC"), second.Property("ORIGIN_MESSAGE_ID")));
        Assert.Equal((2, "Orders", first.OffsetMessageId), (dead.ReconsumeTimes, dead.Property("RETRY_TOPIC"), dead.Property("ORIGIN_MESSAGE_ID")));
        Assert.Equal("poison"u8.ToArray(), dead.Body.ToArray());
    }

    [Fact]
    public async Task Sending_back_what_is_not_there_is_refused()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var response = await client.CallAsync(
            RequestCode.ConsumerSendMsgBack, new ConsumerSendMessageBackRequestHeader { Offset = 12345, Group = "CG", DelayLevel = 0 });

        Assert.Equal((ResponseCode.SystemError, "look message by offset failed, 12345"), (response.ResponseCode, response.Remark));
    }

    /// <summary>Moves the clock step by step: the delivery loop arms its next sleep on its own thread.</summary>
    private static Task AdvanceUntil(TestBroker broker, TimeSpan step, Func<bool> reached) =>
        Eventually.HoldsAsync("delivery", () =>
        {
            broker.Time.Advance(step);
            return Task.FromResult(reached());
        });

    private static QueryMessageRequestHeader Query(string key, bool unique) => new()
    {
        Topic = "Orders", Key = key, MaxNum = 10, BeginTimestamp = 0, EndTimestamp = long.MaxValue, UniqueKeyQuery = unique,
    };
}
