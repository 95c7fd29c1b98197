using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Tests;

public sealed class OperatorRequestTests
{
    [Fact]
    public async Task Several_topics_are_made_in_one_request_and_each_can_be_asked_for()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var list = new TopicConfigList { Topics = [new TopicConfig { TopicName = "A", ReadQueueNums = 2, WriteQueueNums = 3, Perm = 6 }, new TopicConfig { TopicName = "B", Perm = 4 }] };

        var made = await client.CallAsync(RequestCode.UpdateAndCreateTopicList, null, FastJson.Write(list));
        var known = await client.AskAsync<TopicConfig>(RequestCode.GetTopicConfig, new GetTopicConfigRequestHeader { Topic = "A" });
        var unknown = await client.CallAsync(RequestCode.GetTopicConfig, new GetTopicConfigRequestHeader { Topic = "C" });

        Assert.Equal(ResponseCode.Success, made.ResponseCode);
        Assert.Equal(("A", 2, 3, 6), (known.TopicName, known.ReadQueueNums, known.WriteQueueNums, known.Perm));
        Assert.Equal(4, broker.Server.Node.Topics.Find("B")!.Config.Perm);
        Assert.Equal((ResponseCode.TopicNotExist, "No topic in this broker. topic: C"), (unknown.ResponseCode, unknown.Remark));
    }

    [Fact]
    public async Task Several_groups_are_made_in_one_request_and_each_can_be_asked_for()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var list = new SubscriptionGroupList { GroupConfigList = [new SubscriptionGroupConfig { GroupName = "A", RetryMaxTimes = 3 }, new SubscriptionGroupConfig { GroupName = "B" }] };

        var made = await client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroupList, null, FastJson.Write(list));
        var known = await client.AskAsync<SubscriptionGroupConfig>(RequestCode.GetSubscriptionGroupConfig, new GetSubscriptionGroupConfigRequestHeader { Group = "A" });
        var unknown = await client.CallAsync(RequestCode.GetSubscriptionGroupConfig, new GetSubscriptionGroupConfigRequestHeader { Group = "C" });

        Assert.Equal(ResponseCode.Success, made.ResponseCode);
        Assert.Equal(3, known.RetryMaxTimes);
        Assert.NotNull(broker.Server.Node.Groups.Find("B"));
        Assert.Equal(ResponseCode.SubscriptionGroupNotExist, unknown.ResponseCode);
    }

    [Fact]
    public async Task All_offsets_are_told_as_slaves_copy_them()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CallAsync(
            RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { Topic = "Orders", ConsumerGroup = "CG", QueueId = 1, CommitOffset = 7 });

        var all = await client.AskAsync<ConsumerOffsetSerializeWrapper>(RequestCode.GetAllConsumerOffset);

        Assert.Equal(7, all.OffsetTable["Orders@CG"][1]);
    }

    [Fact]
    public async Task A_consumer_learns_whether_its_filter_is_understood()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var tags = await client.CallAsync(
            RequestCode.CheckClientConfig, null,
            FastJson.Write(new CheckClientRequestBody { ClientId = "c1", Group = "CG", SubscriptionData = TestClient.Subscribe("Orders", "TagA") }));

        Assert.Equal(ResponseCode.Success, tags.ResponseCode);
    }

    [Fact]
    public async Task The_time_span_of_a_group_is_told_queue_by_queue()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var start = broker.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0");
        broker.Time.Advance(TimeSpan.FromSeconds(10));
        await client.SendAllAsync("Orders", "1");
        broker.Time.Advance(TimeSpan.FromSeconds(5));
        await client.CallAsync(
            RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { Topic = "Orders", ConsumerGroup = "CG", QueueId = 0, CommitOffset = 1 });

        var span = Assert.Single((await client.AskAsync<QueryConsumeTimeSpanBody>(
            RequestCode.QueryConsumeTimeSpan, new QueryConsumeTimeSpanRequestHeader { Topic = "Orders", Group = "CG" })).ConsumeTimeSpanSet);
        var unknown = await client.CallAsync(RequestCode.QueryConsumeTimeSpan, new QueryConsumeTimeSpanRequestHeader { Topic = "X", Group = "CG" });

        Assert.Equal((start, start + 10_000, start, 5_000), (span.MinTimeStamp, span.MaxTimeStamp, span.ConsumeTimeStamp, span.DelayTime));
        Assert.Equal(ResponseCode.TopicNotExist, unknown.ResponseCode);
    }

    [Fact]
    public async Task Queues_of_topics_that_are_gone_are_cleaned_away_and_others_stay()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.CreateTopicAsync("Gone");
        await client.SendAllAsync("Orders", "0");
        await client.SendAllAsync("Gone", "0");
        broker.Server.Node.Topics.Remove("Gone");

        var unused = await client.CallAsync(RequestCode.CleanUnusedTopic);
        var queues = await client.CallAsync(RequestCode.CleanExpiredConsumeQueue);
        var files = await client.CallAsync(RequestCode.DeleteExpiredCommitLog);

        Assert.Equal((ResponseCode.Success, ResponseCode.Success, ResponseCode.Success), (unused.ResponseCode, queues.ResponseCode, files.ResponseCode));
        Assert.Empty(broker.Server.Node.Store.Queues("Gone"));
        Assert.Equal(["0"], TestClient.Bodies(await client.PullAsync("Orders", 0, 0)));
    }

    [Fact]
    public async Task Entries_of_a_queue_are_shown_to_tools()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1", "2");

        var shown = await client.AskAsync<QueryConsumeQueueResponseBody>(RequestCode.QueryConsumeQueue, Ask("Orders", 1));
        var beyond = await client.CallAsync(RequestCode.QueryConsumeQueue, Ask("Orders", 9));
        var unknown = await client.CallAsync(RequestCode.QueryConsumeQueue, Ask("X", 0));

        Assert.Equal((0, 3, 2), (shown.MinQueueIndex, shown.MaxQueueIndex, shown.QueueData.Count));
        Assert.Equal((ResponseCode.Success, "Index 9 of 0@Orders is not exist!"), (beyond.ResponseCode, beyond.Remark));
        Assert.Equal((ResponseCode.SystemError, "0@X is not exist!"), (unknown.ResponseCode, unknown.Remark));

        static QueryConsumeQueueRequestHeader Ask(string topic, long index) => new() { Topic = topic, QueueId = 0, Index = index, Count = 10 };
    }

    [Fact]
    public async Task Entries_of_a_queue_tell_what_the_group_would_get_and_whether_it_is_there_to_say()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAsync("Orders", "a", 0, "TagA");
        await client.SendAsync("Orders", "b", 0, "TagB");
        await client.SendAsync("Orders", "later", 0, "TagA", null, ("DELAY", "3"));
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders", "TagA"));

        var nobody = await AskAsync(null);
        var offline = await AskAsync("Gone");
        var online = await AskAsync("CG");
        var delayed = await client.AskAsync<QueryConsumeQueueResponseBody>(
            RequestCode.QueryConsumeQueue, new QueryConsumeQueueRequestHeader { Topic = "SCHEDULE_TOPIC_XXXX", QueueId = 2, Index = 0, Count = 1 });

        Assert.Equal((null, null), (nobody.FilterData, nobody.SubscriptionData));
        Assert.Equal(("Gone@Orders is not online!", null), (offline.FilterData, offline.SubscriptionData));
        Assert.Equal(("null", "TagA"), (online.FilterData, online.SubscriptionData!.SubString));
        Assert.Equal(
            [[false, false], [false, false], [true, false]], new[] { nobody, offline, online }.Select(answer => answer.QueueData.Select(entry => entry.Eval)));
        Assert.Equal([JavaHash.Of("TagA"), JavaHash.Of("TagB")], online.QueueData.Select(entry => entry.TagsCode));
        // There the code is the time at which the message falls due.
        Assert.Equal([broker.Now + 10_000], delayed.QueueData.Select(entry => entry.TagsCode));

        Task<QueryConsumeQueueResponseBody> AskAsync(string? group) => client.AskAsync<QueryConsumeQueueResponseBody>(
            RequestCode.QueryConsumeQueue, new QueryConsumeQueueRequestHeader { Topic = "Orders", QueueId = 0, Index = 0, Count = 10, ConsumerGroup = group });
    }
}
