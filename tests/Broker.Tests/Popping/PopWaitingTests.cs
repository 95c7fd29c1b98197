using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Popping;

public sealed class PopWaitingTests
{
    [Fact]
    public async Task A_pop_that_finds_nothing_waits_for_the_next_message()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");

        var waiting = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000));
        await client.SendAllAsync("Orders", "one");

        Assert.Equal("one", Assert.Single(PopClient.Read(await waiting)).Body);
        Assert.Equal(0, broker.Server.Node.Pops.Waiting.Count);
    }

    [Fact]
    public async Task One_message_wakes_one_member_of_each_group()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var first = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000));
        var second = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000), 2);
        var other = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000, group: "CG2"), 3);

        await client.SendAllAsync("Orders", "one");

        Assert.Single(PopClient.Read(await first));
        Assert.Single(PopClient.Read(await other));
        Assert.False(second.IsCompleted);
        Assert.Equal(1, broker.Server.Node.Pops.Waiting.Count);
        await client.SendAllAsync("Orders", "two");
        Assert.Equal("two", Assert.Single(PopClient.Read(await second)).Body);
    }

    [Fact]
    public async Task A_message_with_another_tag_wakes_nobody()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var waiting = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000, tags: "TagA"));

        await client.SendAsync("Orders", "b", 0, "TagB");
        Assert.False(waiting.IsCompleted);
        await client.SendAsync("Orders", "a", 0, "TagA");

        Assert.Equal("a", Assert.Single(PopClient.Read(await waiting)).Body);
    }

    [Fact]
    public async Task A_message_that_comes_again_wakes_a_pop_that_waits()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "one");
        await client.TakeAsync("Orders", invisible: 10_000);
        var waiting = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000));

        broker.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, Assert.Single(PopClient.Read(await waiting)).Message.ReconsumeTimes);
    }

    [Fact]
    public async Task A_pop_whose_time_is_over_is_answered_polling_timeout()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var waiting = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000));

        broker.Time.Advance(TimeSpan.FromMilliseconds(14_999));
        Assert.False(waiting.IsCompleted);
        broker.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((ResponseCodes5x.PollingTimeout, "NO_MESSAGE_IN_QUEUE"), ((await waiting).Code, (await waiting).Remark));
        Assert.Equal(ResponseCodes5x.PollingTimeout, (await client.PopAsync("Orders")).Code);
    }

    [Fact]
    public async Task Too_many_waiting_pops_are_answered_polling_full()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["popPollingSize"] = "1" });
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var waiting = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000));

        var full = await client.PopAsync("Orders", poll: 15_000);
        var count = (await client.CallAsync(
            RequestCode.PollingInfo, new PollingInfoRequestHeader { Topic = "Orders", ConsumerGroup = "CG", QueueId = -1 })).ReadHeader<PollingInfoResponseHeader>();

        Assert.Equal(ResponseCodes5x.PollingFull, full.Code);
        Assert.Equal(1, count.PollingNum);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Waiting_pops_end_with_their_connection_and_take_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        var gone = broker.Connect();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        _ = await WaitingAsync(broker, gone.PopAsync("Orders", poll: 15_000));

        await gone.DisposeAsync();
        await Eventually.HoldsAsync("end", () => Task.FromResult(broker.Server.Node.Pops.Waiting.Count == 0));
        await client.SendAllAsync("Orders", "one");

        Assert.Equal("one", Assert.Single(await client.TakeAsync("Orders")).Body);
    }

    [Fact]
    public async Task A_notification_tells_of_a_message_and_takes_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var waiting = await WaitingAsync(broker, NotifyAsync(15_000));
        await client.SendAllAsync("Orders", "one");

        Assert.True((await waiting).ReadHeader<NotificationResponseHeader>().HasMsg);
        Assert.True((await NotifyAsync(0)).ReadHeader<NotificationResponseHeader>().HasMsg);
        Assert.Single(await client.TakeAsync("Orders"));
        var late = await WaitingAsync(broker, NotifyAsync(15_000));
        broker.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.False((await late).ReadHeader<NotificationResponseHeader>().HasMsg);

        Task<RemotingCommand> NotifyAsync(long poll) => client.CallAsync(
            RequestCode.Notification, new NotificationRequestHeader { ConsumerGroup = "CG", Topic = "Orders", QueueId = -1, PollTime = poll });
    }

    [Fact]
    public async Task A_peek_shows_messages_and_takes_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var nothing = await PeekAsync();
        await client.SendAllAsync("Orders", "one", "two");

        var shown = await PeekAsync();
        var taken = await client.TakeAsync("Orders");

        Assert.Equal(ResponseCode.PullNotFound, nothing.ResponseCode);
        Assert.Equal(["one", "two"], TestClient.Bodies(shown));
        Assert.Equal(["one", "two"], taken.Select(message => message.Body));
        Assert.Equal(ResponseCode.PullNotFound, (await PeekAsync()).ResponseCode);

        Task<RemotingCommand> PeekAsync() => client.CallAsync(
            RequestCode.PeekMessage, new PeekMessageRequestHeader { Topic = "Orders", ConsumerGroup = "CG", QueueId = -1, MaxMsgNums = 32 });
    }

    [Theory]
    [InlineData("Unknown", -1, 1, 1000, ResponseCode.TopicNotExist, "topic[Unknown] not exist")]
    [InlineData("Orders", 7, 1, 1000, (ResponseCode)ResponseCodes5x.InvalidParameter, "queueId[7] is illegal")]
    [InlineData("Orders", -1, 33, 1000, (ResponseCode)ResponseCodes5x.InvalidParameter, "maxMsgNums=33: 1 to 32 is allowed")]
    [InlineData("Orders", -1, 1, 0, (ResponseCode)ResponseCodes5x.InvalidParameter, "invisibleTime=0: 1 to 259200000 milliseconds is allowed")]
    [InlineData("WriteOnly", -1, 1, 1000, ResponseCode.NoPermission, "the topic[WriteOnly] pop message is forbidden")]
    public async Task Refusals_of_a_pop_name_what_is_wrong(string topic, int queue, int most, long invisible, ResponseCode code, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.CreateTopicAsync("WriteOnly", permission: 2);

        var response = await client.PopAsync(topic, queue, most, invisible);

        Assert.Equal(code, response.ResponseCode);
        Assert.StartsWith(remark, response.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pop_whose_retry_topic_could_not_be_is_refused_before_anything_is_taken()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var name = new string('t', 100);
        await client.CreateTopicAsync(name);

        var response = await client.PopAsync(name, group: new string('g', 30));

        Assert.Equal(ResponseCodes5x.InvalidParameter, response.Code);
        Assert.Contains("retry topic", response.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_pop_is_refused_when_its_group_may_not_consume_any_more()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var waiting = await WaitingAsync(broker, client.PopAsync("Orders", poll: 15_000));

        await client.CallAsync(
            RequestCode.UpdateAndCreateSubscriptionGroup, null, PopClient.Json(new SubscriptionGroupConfig { GroupName = "CG", ConsumeEnable = false }));
        await client.SendAllAsync("Orders", "one");

        Assert.Equal((ResponseCode.NoPermission, "subscription group no permission, CG"), ((await waiting).ResponseCode, (await waiting).Remark));
    }

    /// <summary>Hands a request on once the broker lets it wait.</summary>
    private static async Task<Task<RemotingCommand>> WaitingAsync(TestBroker broker, Task<RemotingCommand> request, int count = 1)
    {
        await Eventually.HoldsAsync("waiting request", () => Task.FromResult(broker.Server.Node.Pops.Waiting.Count == count));
        return request;
    }
}
