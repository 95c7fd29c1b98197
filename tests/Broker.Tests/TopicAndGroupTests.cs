using System.Text;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class TopicAndGroupTests
{
    [Fact]
    public async Task The_servers_own_topics_are_there_from_the_start()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var all = await client.AskAsync<TopicConfigSerializeWrapper>(RequestCode.GetAllTopicConfig);
        var system = await client.AskAsync<TopicList>(RequestCode.GetSystemTopicListFromBroker);

        Assert.Equal((8, 7), (all.TopicConfigTable["TBW102"].WriteQueueNums, all.TopicConfigTable["TBW102"].Perm));
        Assert.Equal(18, all.TopicConfigTable["SCHEDULE_TOPIC_XXXX"].ReadQueueNums);
        Assert.Equal(7, all.TopicConfigTable["broker-a"].Perm);
        Assert.Equal(16, all.TopicConfigTable["DefaultCluster"].ReadQueueNums);
        Assert.Contains("DefaultCluster_REPLY_TOPIC", all.TopicConfigTable.Keys);
        Assert.Contains("RMQ_SYS_TRANS_HALF_TOPIC", system.Topics);
    }

    [Fact]
    public async Task A_topic_is_created_changed_and_deleted_and_each_change_has_a_new_version()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var before = await client.AskAsync<TopicConfigSerializeWrapper>(RequestCode.GetAllTopicConfig);

        await client.CallAsync(RequestCode.UpdateAndCreateTopic, Create("Orders", 4, 6));
        await client.CallAsync(RequestCode.UpdateAndCreateTopic, Create("Orders", 2, 4));
        var after = await client.AskAsync<TopicConfigSerializeWrapper>(RequestCode.GetAllTopicConfig);
        await client.SendAsync("Orders", "m0");
        await client.CallAsync(RequestCode.DeleteTopicInBroker, new DeleteTopicRequestHeader { Topic = "Orders" });
        var gone = await client.CallAsync(RequestCode.GetTopicStatsInfo, new GetTopicStatsRequestHeader { Topic = "Orders" });

        Assert.Equal((2, 4), (after.TopicConfigTable["Orders"].ReadQueueNums, after.TopicConfigTable["Orders"].Perm));
        Assert.Equal(before.DataVersion.Counter + 2, after.DataVersion.Counter);
        Assert.Equal((ResponseCode.TopicNotExist, "topic[Orders] not exist"), (gone.ResponseCode, gone.Remark));
        Assert.Empty(broker.Server.Node.Store.Queues("Orders"));
    }

    [Fact]
    public async Task Queues_of_topics_that_are_not_configured_go_on_request_and_no_others()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        foreach (var topic in new[] { "Orders", "Forgotten" }) await client.SendAsync(topic, "m0");
        // As when topics.json was lost or edited by hand; what the server writes by itself needs no settings.
        broker.Server.Node.Topics.Remove("Forgotten");
        broker.Server.Node.Topics.Remove("SCHEDULE_TOPIC_XXXX");
        _ = broker.Server.Node.Store.Append(new() { Topic = "SCHEDULE_TOPIC_XXXX", QueueId = 2, Body = "later"u8 });

        var answer = await client.CallAsync(RequestCode.CleanUnusedTopic, new NoFields());

        Assert.Equal(ResponseCode.Success, answer.ResponseCode);
        Assert.Empty(broker.Server.Node.Store.Queues("Forgotten"));
        Assert.Single(broker.Server.Node.Store.Queues("Orders"));
        Assert.Single(broker.Server.Node.Store.Queues("SCHEDULE_TOPIC_XXXX"));
        Assert.Equal(["m0"], TestClient.Bodies(await client.PullAsync("Orders", 0, 0)));
    }

    [Theory]
    [InlineData("bad.topic", "'.' (U+002E) at position 4")]
    [InlineData("TBW102", "conflict with system topic")]
    [InlineData("broker-a", "conflict with system topic")]
    public async Task A_topic_that_can_not_be_is_refused_with_the_reason(string topic, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var created = await client.CallAsync(RequestCode.UpdateAndCreateTopic, Create(topic, 4, 6));
        var deleted = await client.CallAsync(RequestCode.DeleteTopicInBroker, new DeleteTopicRequestHeader { Topic = topic });

        Assert.Equal((ResponseCode.SystemError, ResponseCode.SystemError), (created.ResponseCode, deleted.ResponseCode));
        Assert.Contains(remark, created.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queues_of_a_topic_are_listed_with_their_bounds()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0", queueId: 1);

        var stats = await client.AskAsync<TopicStatsTable>(RequestCode.GetTopicStatsInfo, new GetTopicStatsRequestHeader { Topic = "Orders" });

        Assert.Equal(4, stats.OffsetTable.Count);
        var written = stats.OffsetTable[new MessageQueue("Orders", "broker-a", 1)];
        Assert.Equal((0L, 1L), (written.MinOffset, written.MaxOffset));
        Assert.Equal(broker.Time.GetUtcNow().ToUnixTimeMilliseconds(), written.LastUpdateTimestamp);
        Assert.Equal(0, stats.OffsetTable[new MessageQueue("Orders", "broker-a", 0)].MaxOffset);
    }

    [Fact]
    public async Task Groups_are_created_listed_and_deleted_with_their_offsets()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CallAsync(
            RequestCode.UpdateAndCreateSubscriptionGroup, null, FastJson.Write(new SubscriptionGroupConfig { GroupName = "CG", RetryMaxTimes = 3 }));
        await client.CallAsync(
            RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, CommitOffset = 5 });

        var all = await client.AskAsync<SubscriptionGroupWrapper>(RequestCode.GetAllSubscriptionGroupConfig);
        await client.CallAsync(RequestCode.DeleteSubscriptionGroup, new DeleteSubscriptionGroupRequestHeader { GroupName = "CG", RemoveOffset = true });
        var after = await client.AskAsync<SubscriptionGroupWrapper>(RequestCode.GetAllSubscriptionGroupConfig);
        var bad = await client.CallAsync(
            RequestCode.UpdateAndCreateSubscriptionGroup, null, FastJson.Write(new SubscriptionGroupConfig { GroupName = "a b" }));

        Assert.Equal(3, all.SubscriptionGroupTable["CG"].RetryMaxTimes);
        Assert.Contains("TOOLS_CONSUMER", all.SubscriptionGroupTable.Keys);
        Assert.DoesNotContain("CG", after.SubscriptionGroupTable.Keys);
        Assert.Null(broker.Server.Node.Offsets.Find("Orders", "CG", 0));
        Assert.Contains("U+0020", bad.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_of_a_group_is_told_queue_by_queue()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        for (var i = 0; i < 3; i++)
            await client.SendAsync("Orders", $"m{i}");
        await client.PullAsync("Orders", 0, 0);
        await client.CallAsync(
            RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, CommitOffset = 1 });

        var one = await client.AskAsync<ConsumeStats>(RequestCode.GetConsumeStats, new GetConsumeStatsRequestHeader { ConsumerGroup = "CG" });
        var all = await client.AskAsync<ConsumeStatsList>(RequestCode.GetBrokerConsumeStats, new GetBrokerConsumeStatsRequestHeader());
        var who = await client.AskAsync<GroupList>(RequestCode.QueryTopicConsumeByWho, new QueryTopicConsumeByWhoRequestHeader { Topic = "Orders" });

        var queue = one.OffsetTable[new MessageQueue("Orders", "broker-a", 0)];
        Assert.Equal((3L, 1L), (queue.BrokerOffset, queue.ConsumerOffset));
        Assert.Equal(2, all.TotalDiff);
        Assert.Equal(["CG"], who.Groups);
    }

    [Fact]
    public async Task Topics_groups_and_offsets_survive_a_restart_and_lie_in_the_files_of_the_original()
    {
        using var folder = new TemporaryFolder();
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            await using var client = broker.Connect();
            await client.SendAsync("Orders", "m0");
            await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
            await client.CallAsync(
                RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, CommitOffset = 1 });
        }

        await using var again = await TestBroker.StartAsync(folder: folder);
        await using var reader = again.Connect();

        Assert.Equal(1, await reader.OffsetAsync("Orders", "CG", 0));
        Assert.Equal(["m0"], TestClient.Bodies(await reader.PullAsync("Orders", 0, 0)));
        Assert.NotNull(again.Server.Node.Groups.Find("CG"));
        var text = await File.ReadAllTextAsync(folder[Path.Combine("store", "config", "consumerOffset.json")], Encoding.UTF8);
        Assert.Equal("{\n\t\"offsetTable\":{\n\t\t\"Orders@CG\":{0:1\n\t\t}\n\t}\n}", text.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task Offsets_are_written_in_their_interval_without_a_stop()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CallAsync(
            RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, CommitOffset = 1 });
        Assert.False(File.Exists(broker.Folder[Path.Combine("store", "config", "consumerOffset.json")]));

        broker.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(File.Exists(broker.Folder[Path.Combine("store", "config", "consumerOffset.json")]));
    }

    [Fact]
    public async Task A_negative_offset_counts_as_none()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");
        await client.CallAsync(
            RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, CommitOffset = -1 });

        Assert.Equal(0, await client.OffsetAsync("Orders", "CG", 0));
        Assert.Null(broker.Server.Node.Offsets.Find("Orders", "CG", 0));
    }

    private static CreateTopicRequestHeader Create(string topic, int queues, int perm) => new()
    {
        Topic = topic, DefaultTopic = "TBW102", ReadQueueNums = queues, WriteQueueNums = queues, Perm = perm,
    };
}
