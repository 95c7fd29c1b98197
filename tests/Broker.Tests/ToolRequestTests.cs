using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class ToolRequestTests
{
    [Fact]
    public async Task The_smallest_offsets_of_all_groups_are_told_and_a_group_behind_them_is_marked()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await CommitAsync(client, "A", 0, 5);
        await CommitAsync(client, "B", 0, 3);
        await CommitAsync(client, "Left", 0, 1);
        await CommitAsync(client, "A", 1, 7);
        await CommitAsync(client, "Slow", 1, 2);

        var ahead = await AskAsync("A", "Left,Slow");
        var behind = await AskAsync("Slow", "Left, Slow");

        Assert.Equal([(0, 3L), (1, 7L)], ahead.CorrectionOffsets.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([(0, 3L), (1, long.MaxValue)], behind.CorrectionOffsets.Select(pair => (pair.Key, pair.Value)));
        // The original forgets the offsets of the groups that are left out.
        Assert.Equal(1, await client.OffsetAsync("Orders", "Left", 0));

        Task<QueryCorrectionOffsetBody> AskAsync(string compare, string left) => client.AskAsync<QueryCorrectionOffsetBody>(
            RequestCode.QueryCorrectionOffset, new QueryCorrectionOffsetRequestHeader { Topic = "Orders", CompareGroup = compare, FilterGroups = left });
    }

    [Fact]
    public async Task A_group_takes_over_the_offsets_of_another_also_when_no_topic_is_named()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.CreateTopicAsync("Bills");
        await CommitAsync(client, "A", 0, 5);
        await CommitAsync(client, "A", 0, 6, "Bills");
        await CommitAsync(client, "A", 0, 7, "Gone");

        await CloneAsync("B", "Orders", offline: true);
        await CloneAsync("C", null, offline: true);
        await client.HeartbeatAsync("c1", "A", TestClient.Subscribe("Orders"));
        await CloneAsync("D", null, offline: false);

        var offsets = broker.Server.Node.Offsets;
        Assert.Equal((5L, null), (offsets.Find("Orders", "B", 0), offsets.Find("Bills", "B", 0)));
        Assert.Equal((5L, 6L, null), (offsets.Find("Orders", "C", 0), offsets.Find("Bills", "C", 0), offsets.Find("Gone", "C", 0)));
        Assert.Equal((5L, null), (offsets.Find("Orders", "D", 0), offsets.Find("Bills", "D", 0)));

        Task CloneAsync(string to, string? topic, bool offline) => client.CallAsync(
            RequestCode.CloneGroupOffset, new CloneGroupOffsetRequestHeader { SrcGroup = "A", DestGroup = to, Topic = topic, Offline = offline });
    }

    [Fact]
    public async Task Topics_and_subscriptions_of_a_group_are_told()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await CommitAsync(client, "CG", 0, 5);
        await CommitAsync(client, "CG", 0, 5, "Bills");
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders", "TagA"));

        var topics = await client.AskAsync<TopicList>(RequestCode.QueryTopicsByConsumer, new QueryTopicsByConsumerRequestHeader { Group = "CG" });
        var known = await SubscriptionAsync("Orders");
        var unknown = await SubscriptionAsync("Bills");

        Assert.Equal(["Bills", "Orders"], topics.Topics);
        Assert.Equal(("CG", "Orders", "TagA"), (known.Group, known.Topic, known.SubscriptionData!.SubString));
        Assert.Null(unknown.SubscriptionData);

        Task<QuerySubscriptionResponseBody> SubscriptionAsync(string topic) => client.AskAsync<QuerySubscriptionResponseBody>(
            RequestCode.QuerySubscriptionByConsumer, new QuerySubscriptionByConsumerRequestHeader { Group = "CG", Topic = topic });
    }

    [Fact]
    public async Task A_group_that_is_forbidden_a_topic_can_not_read_it_until_it_is_allowed_again()
    {
        using var folder = new TemporaryFolder();
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        await using (var client = broker.Connect())
        {
            await client.CreateTopicAsync("Orders");
            await client.SendAllAsync("Orders", "one");
            await client.PullAsync("Orders", 0, 0);
            Assert.True((await ForbidAsync(client, null)).Readable);
            Assert.False((await ForbidAsync(client, false)).Readable);
        }

        await using var restarted = await TestBroker.StartAsync(folder: folder);
        await using var later = restarted.Connect();
        var pull = await later.PullAsync("Orders", 0, 0);
        var pop = await later.PopAsync("Orders");
        var other = await later.PullAsync("Orders", 0, 0, group: "Other");
        Assert.True((await ForbidAsync(later, true)).Readable);

        Assert.Equal((ResponseCode.NoPermission, "the consumer group[CG] is forbidden for topic[Orders]"), (pull.ResponseCode, pull.Remark));
        Assert.Equal(ResponseCode.NoPermission, pop.ResponseCode);
        Assert.Equal(ResponseCode.Success, other.ResponseCode);
        Assert.Equal(ResponseCode.Success, (await later.PullAsync("Orders", 0, 0)).ResponseCode);

        static Task<GroupForbidden> ForbidAsync(TestClient client, bool? readable) => client.AskAsync<GroupForbidden>(
            RequestCode.UpdateAndGetGroupForbidden, new UpdateGroupForbiddenRequestHeader { Group = "CG", Topic = "Orders", Readable = readable });
    }

    [Theory]
    [InlineData(RequestCode.RecallMessage, "a message once stored can not be recalled by this broker")]
    [InlineData(RequestCode.UpdateAndCreateStaticTopic, "static topics are not supported by this broker; create a normal topic")]
    [InlineData(RequestCode.PopRollback, "check points of pops are kept in the revive topic only, there is nothing to roll back")]
    public async Task What_newer_clients_ask_for_and_is_not_there_is_refused_with_the_reason(RequestCode code, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var answer = await client.CallAsync(code);

        Assert.Equal((ResponseCode.RequestCodeNotSupported, remark), (answer.ResponseCode, answer.Remark));
    }

    private static Task<RemotingCommand> CommitAsync(TestClient client, string group, int queue, long offset, string topic = "Orders") => client.CallAsync(
        RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { Topic = topic, ConsumerGroup = group, QueueId = queue, CommitOffset = offset });
}
