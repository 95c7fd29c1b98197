using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class ConsumerGroupTests
{
    [Fact]
    public async Task Every_member_that_broadcasts_reads_everything_where_its_group_may()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var one = broker.Connect();
        await using var two = broker.Connect();
        await one.CreateTopicAsync("Orders");
        await one.SendAllAsync("Orders", "0", "1");
        await one.HeartbeatAsync("c1", "CG", ConsumeType.ConsumePassively, MessageModel.Broadcasting, TestClient.Subscribe("Orders"));
        await two.HeartbeatAsync("c2", "CG", ConsumeType.ConsumePassively, MessageModel.Broadcasting, TestClient.Subscribe("Orders"));

        var first = await one.PullAsync("Orders", 0, 0, flags: 0, subscription: null);
        var second = await two.PullAsync("Orders", 0, 0, flags: 0, subscription: null);
        await PutGroupAsync(one, new SubscriptionGroupConfig { GroupName = "CG", ConsumeBroadcastEnable = false });
        var refused = await one.PullAsync("Orders", 0, 0, flags: 0, subscription: null);

        Assert.Equal(["0", "1"], TestClient.Bodies(first));
        Assert.Equal(["0", "1"], TestClient.Bodies(second));
        Assert.Equal((ResponseCode.NoPermission, "the consumer group[CG] can not consume by broadcast way"), (refused.ResponseCode, refused.Remark));
    }

    [Fact]
    public async Task A_pull_that_waits_is_refused_when_what_was_allowed_is_no_more()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");

        var topic = await WaitAsync(broker, client);
        await client.CreateTopicAsync("Orders", permission: 2);
        await client.SendAllAsync("Orders", "0");
        Assert.Equal((ResponseCode.NoPermission, "the topic[Orders] pulling message is forbidden"), ((await topic).ResponseCode, (await topic).Remark));

        await client.CreateTopicAsync("Orders");
        var group = await WaitAsync(broker, client, offset: 1);
        await PutGroupAsync(client, new SubscriptionGroupConfig { GroupName = "CG", ConsumeEnable = false });
        await client.SendAllAsync("Orders", "1");
        Assert.Equal((ResponseCode.NoPermission, "subscription group no permission, CG"), ((await group).ResponseCode, (await group).Remark));

        await PutGroupAsync(client, new SubscriptionGroupConfig { GroupName = "CG" });
        var deleted = await WaitAsync(broker, client, offset: 2);
        await client.CallAsync(RequestCode.DeleteTopicInBroker, new DeleteTopicRequestHeader { Topic = "Orders" });
        broker.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(ResponseCode.TopicNotExist, (await deleted).ResponseCode);
    }

    [Fact]
    public async Task Permissions_of_a_topic_count_for_the_very_next_request()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0");

        await client.CreateTopicAsync("Orders", permission: 4);
        var send = await client.SendAsync("Orders", "1");
        var read = await client.PullAsync("Orders", 0, 0);
        await client.CreateTopicAsync("Orders", permission: 2);
        var unread = await client.PullAsync("Orders", 0, 0);
        var sent = await client.SendAsync("Orders", "1");

        // As in the original a send is not refused: clients learn from the route that there is nothing to write to, those on their way arrive.
        Assert.Equal(ResponseCode.Success, send.ResponseCode);
        Assert.Equal(["0", "1"], TestClient.Bodies(read));
        Assert.Equal(ResponseCode.NoPermission, unread.ResponseCode);
        Assert.Equal(ResponseCode.Success, sent.ResponseCode);
    }

    [Fact]
    public async Task A_group_is_sent_to_the_slave_that_is_set_for_it_where_those_may_be_read()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["slaveReadEnable"] = "true" });
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0");
        await PutGroupAsync(client, new SubscriptionGroupConfig { GroupName = "CG", BrokerId = 3, WhichBrokerWhenConsumeSlowly = 4 });

        var near = await client.PullAsync("Orders", 0, 0);
        await PutConfigAsync(client, "slaveReadEnable=false");
        var off = await client.PullAsync("Orders", 0, 0);

        Assert.Equal("3", near.ExtFields!["suggestWhichBrokerId"]);
        Assert.Equal("0", off.ExtFields!["suggestWhichBrokerId"]);
    }

    [Fact]
    public async Task A_group_whose_messages_have_left_memory_is_sent_to_the_broker_for_slow_consumption()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["slaveReadEnable"] = "true", ["accessMessageInMemoryMaxRatio"] = "0" });
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1");
        await PutGroupAsync(client, new SubscriptionGroupConfig { GroupName = "CG", BrokerId = 3, WhichBrokerWhenConsumeSlowly = 4 });

        var slow = await client.PullAsync("Orders", 0, 0);
        await PutConfigAsync(client, "slaveReadEnable=false");
        var off = await client.PullAsync("Orders", 0, 0);

        Assert.Equal(("4", "0"), (slow.ExtFields!["suggestWhichBrokerId"], off.ExtFields!["suggestWhichBrokerId"]));
    }

    [Fact]
    public async Task A_pull_of_an_offset_that_is_not_there_is_noted_for_monitors()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0");

        await client.PullAsync("Orders", 0, 9);
        var noted = MessageRecordCodec.DecodeAll((await client.PullAsync(SystemTopics.OffsetMovedEvent, 0, 0)).Body).Single();

        Assert.Equal(("CG", "CG"), (noted.Tags, noted.Keys));
        Assert.Equal(
            "{\"consumerGroup\":\"CG\",\"messageQueue\":{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"Orders\"},\"offsetNew\":1,\"offsetRequest\":9}",
            System.Text.Encoding.UTF8.GetString(noted.Body.Span));
    }

    [Fact]
    public async Task A_group_that_is_too_far_behind_is_taken_off_where_that_is_switched_on()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["disableConsumeIfConsumerReadSlowly"] = "true", ["consumerFallbehindThreshold"] = "1000" });
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        for (var i = 0; i < 20; i++)
            await client.SendAllAsync("Orders", new string('x', 200));
        await CommitAsync(client, "Slow", 1);
        await CommitAsync(client, "Quick", 19);
        await CommitAsync(client, "Offline", 1);
        await client.HeartbeatAsync("c1", "Slow", TestClient.Subscribe("Orders"));
        await client.HeartbeatAsync("c1", "Quick", TestClient.Subscribe("Orders"));
        await client.PullAsync("Orders", 0, 0, group: "Offline");

        broker.Time.Advance(TimeSpan.FromMinutes(1));
        await client.HeartbeatAsync("c1", "Slow", TestClient.Subscribe("Orders"));
        await client.HeartbeatAsync("c1", "Quick", TestClient.Subscribe("Orders"));
        broker.Time.Advance(TimeSpan.FromMinutes(1));
        await client.HeartbeatAsync("c1", "Slow", TestClient.Subscribe("Orders"));
        await client.HeartbeatAsync("c1", "Quick", TestClient.Subscribe("Orders"));
        broker.Time.Advance(TimeSpan.FromMinutes(1));

        var groups = broker.Server.Node.Groups;
        Assert.Equal((false, true, true), (groups.Find("Slow")!.Config.ConsumeEnable, groups.Find("Quick")!.Config.ConsumeEnable, groups.Find("Offline")!.Config.ConsumeEnable));
    }

    [Fact]
    public async Task A_group_whose_members_need_not_be_told_is_not()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var one = broker.Connect();
        await using var two = broker.Connect();
        await PutGroupAsync(one, new SubscriptionGroupConfig { GroupName = "CG", NotifyConsumerIdsChangedEnable = false });

        await one.HeartbeatAsync("c1", "CG", TestClient.Subscribe("TBW102"));
        await two.HeartbeatAsync("c2", "CG", TestClient.Subscribe("TBW102"));
        await one.HeartbeatAsync("c1", "Told", TestClient.Subscribe("TBW102"));

        Assert.Equal("Told", await one.NextNotificationAsync());
        Assert.False(two.HasNotification);
    }

    [Fact]
    public async Task A_packed_body_is_stored_and_read_as_it_came()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        foreach (var flags in (int[])[0x001, 0x101, 0x201, 0x301])
        {
            await client.CallAsync(
                RequestCode.SendMessageV2,
                new SendMessageV2RequestHeader { ProducerGroup = "PG", Topic = "Orders", QueueId = 0, SysFlag = flags, BornTimestamp = 1 },
                [0x78, 0x9C, 0x00, (byte)flags]);
        }

        var read = MessageRecordCodec.DecodeAll((await client.PullAsync("Orders", 0, 0)).Body);

        Assert.Equal([0x001, 0x101, 0x201, 0x301], read.Select(message => (int)message.SystemFlags));
        Assert.All(read, message => Assert.Equal(new byte[] { 0x78, 0x9C, 0x00, (byte)message.SystemFlags }, message.Body.ToArray()));
    }

    [Fact]
    public async Task A_oneway_request_is_served_and_never_answered()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await using var peer = await RawPeer.ConnectAsync(broker.Network, TestBroker.Address);

        await peer.SendAsync(RawPeer.JsonFrame(
            "{\"code\":310,\"flag\":2,\"opaque\":1,\"version\":409,\"language\":\"JAVA\",\"extFields\":{\"a\":\"PG\",\"b\":\"Orders\",\"c\":\"TBW102\",\"d\":\"4\",\"e\":\"0\",\"f\":\"0\",\"g\":\"1\",\"h\":\"0\"}}",
            "one"u8));
        await peer.SendAsync(RawPeer.JsonFrame(
            "{\"code\":310,\"flag\":2,\"opaque\":2,\"version\":409,\"language\":\"JAVA\",\"extFields\":{\"a\":\"PG\",\"b\":\"SCHEDULE_TOPIC_XXXX\",\"c\":\"TBW102\",\"d\":\"4\",\"e\":\"0\",\"f\":\"0\",\"g\":\"1\",\"h\":\"0\"}}",
            "refused"u8));
        await peer.SendAsync(RawPeer.JsonFrame(
            "{\"code\":15,\"flag\":2,\"opaque\":3,\"version\":409,\"language\":\"JAVA\",\"extFields\":{\"consumerGroup\":\"CG\",\"topic\":\"Orders\",\"queueId\":\"0\",\"commitOffset\":\"1\"}}"));
        await peer.SendAsync(RawPeer.JsonFrame("{\"code\":9999,\"flag\":2,\"opaque\":4,\"version\":409,\"language\":\"JAVA\"}"));
        var answer = await peer.CallAsync(RawPeer.JsonFrame("{\"code\":28,\"opaque\":5,\"version\":409,\"language\":\"JAVA\"}"));

        Assert.Equal(5, answer.Opaque);
        Assert.Equal(["one"], TestClient.Bodies(await client.PullAsync("Orders", 0, 0)));
        await Eventually.HoldsAsync("commit", () => Task.FromResult(broker.Server.Node.Offsets.Find("Orders", "CG", 0) == 1));
    }

    private static Task<RemotingCommand> CommitAsync(TestClient client, string group, long offset) => client.CallAsync(
        RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { Topic = "Orders", ConsumerGroup = group, QueueId = 0, CommitOffset = offset });

    private static Task<RemotingCommand> PutGroupAsync(TestClient client, SubscriptionGroupConfig config) =>
        client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, null, FastJson.Write(config));

    private static Task<RemotingCommand> PutConfigAsync(TestClient client, string line) =>
        client.CallAsync(RequestCode.UpdateBrokerConfig, null, System.Text.Encoding.UTF8.GetBytes(line));

    private static async Task<Task<RemotingCommand>> WaitAsync(TestBroker broker, TestClient client, long offset = 0)
    {
        var waiting = client.PullAsync("Orders", 0, offset, flags: 6);
        await Eventually.HoldsAsync("waiting pull", () => Task.FromResult(broker.Server.Node.Waiting.Count == 1));
        return waiting;
    }
}
