using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Popping;

public sealed class PopTests
{
    [Fact]
    public async Task A_popped_message_is_gone_until_its_time_is_over_and_comes_again_counted()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "one");

        var first = Assert.Single(await client.TakeAsync("Orders"));
        broker.Time.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.Empty(await client.TakeAsync("Orders"));
        broker.Time.Advance(TimeSpan.FromMilliseconds(1));
        var again = await NextAsync(client, "Orders");

        Assert.Equal(("one", 0), (first.Body, first.Message.ReconsumeTimes));
        Assert.Equal(("one", "Orders", 1), (again.Body, again.Message.Topic, again.Message.ReconsumeTimes));
        Assert.Equal("%RETRY%CG_Orders", again.Topic);
        Assert.NotNull(broker.Server.Node.Topics.Find("%RETRY%CG_Orders"));
        Assert.Equal(first.Message.OffsetMessageId, again.Message.Property(PropertyNames.OriginMessageId));
        Assert.Equal(first.Handle.Split(' ')[1], again.Message.Property(PropertyNames.FirstPopTime));
    }

    [Fact]
    public async Task An_acknowledged_message_never_comes_again_and_its_neighbours_do()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "one", "two", "three");
        var popped = await client.TakeAsync("Orders");

        Assert.Equal(ResponseCode.Success, (await client.AckAsync(popped[1])).ResponseCode);
        broker.Time.Advance(TimeSpan.FromMinutes(1));
        var again = await NextAsync(client, "Orders", 2);

        Assert.Equal(["one", "two", "three"], popped.Select(message => message.Body));
        Assert.Equal(["one", "three"], again.Select(message => message.Body));
        foreach (var message in again)
            await client.AckAsync(message);
        Assert.Equal(0, broker.Server.Node.Pops.Points.Count);
        broker.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await client.TakeAsync("Orders"));
    }

    [Fact]
    public async Task An_acknowledgement_of_what_is_not_there_is_refused()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "one");

        var topic = await AckAsync("X", 0, 0, "0 1 1 0");
        var queue = await AckAsync("Orders", 5, 0, "0 1 1 0");
        var offset = await AckAsync("Orders", 0, 7, "0 1 1 0");
        var handle = await AckAsync("Orders", 0, 0, "zero");

        Assert.Equal(ResponseCode.TopicNotExist, topic.ResponseCode);
        Assert.Equal(ResponseCode.MessageIllegal, queue.ResponseCode);
        Assert.Equal((ResponseCode.NoMessage, "offset is illegal, key:Orders@0, commit:7, store:0~1"), (offset.ResponseCode, offset.Remark));
        Assert.StartsWith("extraInfo 'zero' is no receipt handle", handle.Remark, StringComparison.Ordinal);

        Task<Remoting.Wire.RemotingCommand> AckAsync(string name, int queueId, long at, string info) => client.CallAsync(
            RequestCode.AckMessage, new AckMessageRequestHeader { ConsumerGroup = "CG", Topic = name, QueueId = queueId, Offset = at, ExtraInfo = info });
    }

    [Fact]
    public async Task A_batch_acknowledges_by_bits_under_short_and_long_names()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1", "2", "3");
        var handle = (await client.TakeAsync("Orders"))[0].Handle.Split(' ');

        var shortNames = await client.CallAsync(RequestCode.BatchAckMessage, null, System.Text.Encoding.UTF8.GetBytes(
            $$"""{"brokerName":"broker-a","acks":[{"c":"CG","t":"Orders","r":"0","so":{{handle[0]}},"q":0,"rq":{{handle[3]}},"pt":{{handle[1]}},"it":60000,"b":"BQ=="}]}"""));
        var longNames = await client.CallAsync(RequestCode.BatchAckMessage, null, System.Text.Encoding.UTF8.GetBytes(
            $$"""{"acks":[{"consumerGroup":"CG","topic":"Orders","retry":"0","startOffset":{{handle[0]}},"queueId":0,"reviveQueueId":{{handle[3]}},"popTime":{{handle[1]}},"invisibleTime":60000,"bitSet":"CA=="}]}"""));
        var none = await client.CallAsync(RequestCode.BatchAckMessage, null, "{\"acks\":[]}"u8.ToArray());
        broker.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((ResponseCode.Success, ResponseCode.Success, ResponseCode.NoMessage), (shortNames.ResponseCode, longNames.ResponseCode, none.ResponseCode));
        Assert.Equal("1", (await NextAsync(client, "Orders")).Body);
        Assert.Equal(1, broker.Server.Node.Pops.Points.Count);
    }

    [Fact]
    public async Task A_changed_invisible_time_counts_from_now_and_its_new_handle_acknowledges()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "one");
        var popped = Assert.Single(await client.TakeAsync("Orders"));
        broker.Time.Advance(TimeSpan.FromSeconds(50));

        var changed = (await client.ChangeAsync(popped, 30_000)).ReadHeader<ChangeInvisibleTimeResponseHeader>();
        broker.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(await client.TakeAsync("Orders"));
        Assert.Equal(1, broker.Server.Node.Pops.Points.Count);
        var handle = $"{popped.Message.QueueOffset} {changed.PopTime} {changed.InvisibleTime} {changed.ReviveQid} 0 broker-a 0 {popped.Message.QueueOffset}";
        var acknowledged = await client.AckAsync(popped with { Handle = handle });
        var late = await client.ChangeAsync(popped, 30_000);

        Assert.Equal(30_000, changed.InvisibleTime);
        Assert.Equal(ResponseCode.Success, acknowledged.ResponseCode);
        Assert.Equal(0, broker.Server.Node.Pops.Points.Count);
        Assert.Equal((ResponseCode.NoMessage, "the message was acknowledged or has come again already"), (late.ResponseCode, late.Remark));
    }

    [Fact]
    public async Task What_was_never_acknowledged_comes_again_after_a_restart_and_what_was_does_not()
    {
        using var folder = new TemporaryFolder();
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        await using (var client = broker.Connect())
        {
            await client.CreateTopicAsync("Orders");
            await client.SendAllAsync("Orders", "one", "two");
            var popped = await client.TakeAsync("Orders");
            await client.AckAsync(popped[0]);
        }

        await using var restarted = await TestBroker.StartAsync(folder: folder);
        await using var later = restarted.Connect();
        Assert.Equal(1, restarted.Server.Node.Pops.Points.Count);
        Assert.Empty(await later.TakeAsync("Orders"));
        restarted.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("two", (await NextAsync(later, "Orders")).Body);
    }

    [Fact]
    public async Task A_slave_takes_no_pops_and_revives_nothing_until_it_is_master()
    {
        using var folder = new TemporaryFolder();
        await using (var master = await TestBroker.StartAsync(folder: folder))
        await using (var client = master.Connect())
        {
            await client.CreateTopicAsync("Orders");
            await client.SendAllAsync("Orders", "one");
            await client.TakeAsync("Orders");
        }

        await using (var slave = await TestBroker.StartAsync(new() { ["brokerRole"] = "SLAVE", ["brokerId"] = "1" }, folder))
        await using (var client = slave.Connect())
        {
            slave.Time.Advance(TimeSpan.FromMinutes(2));
            var refused = await client.PopAsync("Orders");
            Assert.Equal((ResponseCode.SystemError, "a slave takes no pops and acknowledgements; its master does"), (refused.ResponseCode, refused.Remark));
            Assert.Equal(0, slave.Server.Node.Pops.Points.Count);
        }

        await using var promoted = await TestBroker.StartAsync(folder: folder);
        await using var later = promoted.Connect();
        promoted.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("one", (await NextAsync(later, "Orders")).Body);
    }

    [Fact]
    public async Task A_position_in_the_revive_topic_passes_what_is_done()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["reviveQueueNum"] = "1" };
        await using (var broker = await TestBroker.StartAsync(settings, folder))
        await using (var client = broker.Connect())
        {
            await client.CreateTopicAsync("Orders");
            for (var i = 0; i < 5; i++)
            {
                await client.SendAllAsync("Orders", $"{i}");
                var popped = Assert.Single(await client.TakeAsync("Orders"));
                if (i != 3)
                    await client.AckAsync(popped);
            }
        }

        await using var restarted = await TestBroker.StartAsync(settings, folder);

        // Check points and acknowledgements alternate; the fourth check point is the first that is open.
        Assert.Equal(6, restarted.Server.Node.Offsets.Find("rmq_sys_REVIVE_LOG_DefaultCluster", "CID_RMQ_SYS_REVIVE_GROUP", 0));
        Assert.Equal(9, restarted.Server.Node.Store.GetMaxOffset("rmq_sys_REVIVE_LOG_DefaultCluster", 0));
    }

    [Fact]
    public async Task A_message_that_came_too_often_ends_on_the_dead_letter_topic()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.CallAsync(
            RequestCode.UpdateAndCreateSubscriptionGroup, null, PopClient.Json(new SubscriptionGroupConfig { GroupName = "CG", RetryMaxTimes = 1 }));
        await client.SendAllAsync("Orders", "poison");

        var first = Assert.Single(await client.TakeAsync("Orders"));
        broker.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await NextAsync(client, "Orders");
        broker.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync("dead letter", () => Task.FromResult(broker.Server.Node.Store.GetMaxOffset("%DLQ%CG", 0) == 1));
        var dead = MessageRecordCodec.DecodeAll((await client.PullAsync("%DLQ%CG", 0, 0)).Body).Single();

        Assert.Equal(1, second.Message.ReconsumeTimes);
        Assert.Equal("poison", System.Text.Encoding.UTF8.GetString(dead.Body.Span));
        Assert.Equal("Orders", dead.Property(PropertyNames.RetryTopic));
        Assert.Equal(first.Message.OffsetMessageId, dead.Property(PropertyNames.OriginMessageId));
        Assert.Equal("Orders", dead.Property(PropertyNames.DeadLetterOriginTopic));
        Assert.Empty(await client.TakeAsync("Orders"));
    }

    [Fact]
    public async Task Retry_topics_of_the_second_kind_are_used_where_they_are_switched_on_and_the_first_are_still_read()
    {
        using var folder = new TemporaryFolder();
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        await using (var client = broker.Connect())
        {
            await client.CreateTopicAsync("Orders");
            await client.SendAllAsync("Orders", "old");
            await client.TakeAsync("Orders");
            broker.Time.Advance(TimeSpan.FromMinutes(1));
            await Eventually.HoldsAsync("retry", () => Task.FromResult(broker.Server.Node.Store.GetMaxOffset("%RETRY%CG_Orders", 0) == 1));
        }

        await using var newer = await TestBroker.StartAsync(new() { ["enableRetryTopicV2"] = "true" }, folder);
        await using var later = newer.Connect();
        var old = await NextAsync(later, "Orders");
        await later.AckAsync(old);
        await later.SendAllAsync("Orders", "new");
        await later.TakeAsync("Orders");
        newer.Time.Advance(TimeSpan.FromMinutes(1));
        var young = await NextAsync(later, "Orders");

        Assert.Equal(("old", "%RETRY%CG_Orders"), (old.Body, old.Topic));
        Assert.Equal(("new", "%RETRY%CG+Orders"), (young.Body, young.Topic));
        Assert.Equal(ResponseCode.Success, (await later.AckAsync(young)).ResponseCode);
        Assert.Equal(0, newer.Server.Node.Pops.Points.Count);
    }

    [Fact]
    public async Task Groups_pop_independently_and_a_filter_passes_over_other_tags()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders", queues: 2);
        await client.SendAsync("Orders", "a", 0, "TagA");
        await client.SendAsync("Orders", "b", 1, "TagB");

        var tagged = await client.TakeAsync("Orders", tags: "TagB", group: "CG2");
        var all = await client.TakeAsync("Orders");
        var nothing = await client.TakeAsync("Orders", group: "CG2");

        Assert.Equal(["b"], tagged.Select(message => message.Body));
        Assert.Equal(["a", "b"], all.Select(message => message.Body).Order());
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task No_more_than_asked_for_are_taken_and_the_rest_is_told()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1", "2", "3", "4");

        var response = await client.PopAsync("Orders", most: 2);
        var header = response.ReadHeader<PopMessageResponseHeader>();

        Assert.Equal(["0", "1"], PopClient.Read(response).Select(message => message.Body));
        Assert.Equal((3, "0 0 0", "0 0 0,1"), (header.RestNum, header.StartOffsetInfo, header.MsgOffsetInfo));
        Assert.Equal(["2", "3", "4"], (await client.TakeAsync("Orders")).Select(message => message.Body));
    }

    [Fact]
    public async Task An_offset_that_was_reset_is_where_the_next_pop_begins()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1", "2");
        foreach (var message in await client.TakeAsync("Orders"))
            await client.AckAsync(message);
        await client.HeartbeatAsync("c1", "CG", ConsumeType.ConsumePop, MessageModel.Clustering, TestClient.Subscribe("Orders"));

        var reset = await client.CallAsync(
            RequestCode.InvokeBrokerToResetOffset, new ResetOffsetRequestHeader { Topic = "Orders", Group = "CG", QueueId = 0, Offset = 1, Timestamp = -1 });

        Assert.Equal(ResponseCode.Success, reset.ResponseCode);
        Assert.Equal(["1", "2"], (await client.TakeAsync("Orders")).Select(message => message.Body));
    }

    [Fact]
    public async Task When_too_much_waits_for_acknowledgements_nothing_more_is_given_out()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["popCkMaxBufferSize"] = "1" });
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1");
        var first = Assert.Single(await client.TakeAsync("Orders", most: 1));

        var full = await client.PopAsync("Orders", most: 1);
        await client.AckAsync(first);
        var free = await client.TakeAsync("Orders", most: 1);

        Assert.Equal(ResponseCodes5x.PollingFull, full.Code);
        Assert.Equal("1", Assert.Single(free).Body);
    }

    internal static async Task<Popped> NextAsync(TestClient client, string topic) => Assert.Single(await NextAsync(client, topic, 1));

    /// <summary>Pops until so many messages were there: revived ones are stored by the broker's own timer.</summary>
    internal static async Task<IReadOnlyList<Popped>> NextAsync(TestClient client, string topic, int count)
    {
        var all = new List<Popped>();
        await Eventually.HoldsAsync($"{count} messages", async () =>
        {
            all.AddRange(await client.TakeAsync(topic));
            return all.Count >= count;
        });
        return all;
    }
}
