using RocketMQ.Broker.Assignment;
using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Assignment;

public sealed class AssignmentTests
{
    [Fact]
    public async Task Members_that_pull_share_the_queues_out()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var one = broker.Connect();
        await using var two = broker.Connect();
        await one.CreateTopicAsync("Orders", queues: 5);
        await one.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        await two.HeartbeatAsync("c2", "CG", TestClient.Subscribe("Orders"));

        var first = await AskAsync(one, "c1");
        var second = await AskAsync(two, "c2");
        var circle = await AskAsync(two, "c2", "AVG_BY_CIRCLE");
        var broadcast = await AskAsync(two, "c2", model: MessageModel.Broadcasting);

        Assert.Equal([0, 1, 2], first!.Select(Id));
        Assert.Equal([3, 4], second!.Select(Id));
        Assert.Equal([1, 3], circle!.Select(Id));
        Assert.Equal([0, 1, 2, 3, 4], broadcast!.Select(Id));
        Assert.All(first!, assignment => Assert.Equal("PULL", assignment.Mode));
    }

    [Fact]
    public async Task A_group_that_is_to_pop_gets_all_queues_also_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        await using (var client = broker.Connect())
        {
            await client.CreateTopicAsync("Orders", queues: 4);
            await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
            Assert.Equal(ResponseCode.Success, (await SetAsync(client, "Orders", "POP")).ResponseCode);
        }

        await using var restarted = await TestBroker.StartAsync(folder: folder);
        await using var later = restarted.Connect();
        await later.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        var assigned = await AskAsync(later, "c1");
        var all = await later.AskAsync<MessageRequestModeTable>(RequestCode.GetAllMessageRequestMode);

        Assert.Equal(("POP", -1), (Assert.Single(assigned!).Mode, Id(assigned![0])));
        Assert.Equal("POP", all.MessageRequestModeMap["Orders"]["CG"].Mode);
        Assert.Contains("\"messageRequestModeMap\"", File.ReadAllText(folder["store/config/messageRequestMode.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_knows_nothing_changes_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");

        var nobodyOnline = await AskAsync(client, "c1");
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        var unknownTopic = await AskAsync(client, "c1", topic: "Unknown");
        var unknownStrategy = await client.CallAsync(RequestCode.QueryAssignment, null, PopClient.Json(new QueryAssignmentRequestBody
        {
            ClientId = "c1",
            ConsumerGroup = "CG",
            StrategyName = "BEST",
            Topic = "Orders",
        }));

        Assert.Null(nobodyOnline);
        Assert.Null(unknownTopic);
        Assert.Equal((ResponseCode.SystemError, "strategyName 'BEST' is not known; AVG and AVG_BY_CIRCLE are"), (unknownStrategy.ResponseCode, unknownStrategy.Remark));
    }

    [Theory]
    [InlineData("%RETRY%CG", "POP", ResponseCode.NoPermission, "retry topic is not allowed to set mode")]
    [InlineData("Unknown", "POP", ResponseCode.TopicNotExist, "topic[Unknown] not exist")]
    [InlineData("Orders", "PUSH", ResponseCode.SystemError, "mode 'PUSH': PULL or POP is allowed")]
    public async Task A_mode_that_can_not_be_is_refused(string topic, string mode, ResponseCode code, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        var answer = await SetAsync(client, topic, mode);

        Assert.Equal((code, remark), (answer.ResponseCode, answer.Remark));
    }

    [Theory]
    [InlineData("true", ResponseCode.Success, null)]
    [InlineData("false", ResponseCode.SubscriptionGroupNotExist, "subscription group [CG] does not exist")]
    public async Task A_mode_may_be_set_before_the_group_is_there_where_groups_are_made_when_they_are_first_seen(string make, ResponseCode code, string? remark)
    {
        await using var broker = await TestBroker.StartAsync(new() { ["autoCreateSubscriptionGroup"] = make });
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");

        var answer = await SetAsync(client, "Orders", "POP");

        Assert.Equal((code, remark), (answer.ResponseCode, answer.Remark));
        Assert.Equal(code == ResponseCode.Success, broker.Server.Node.Groups.Find("CG") is not null);
    }

    [Fact]
    public void Members_that_pop_share_with_those_behind_them()
    {
        string[] members = ["c1", "c2", "c3", "c4"];
        var queues = Enumerable.Range(0, 8).Select(id => new MessageQueue("Orders", "broker-a", id)).ToList();

        Assert.Equal([0, 1, 2, 3], Ids("c1", 1));
        Assert.Equal([6, 7, 0, 1], Ids("c4", 1));
        Assert.Equal([-1], Ids("c1", 3));
        Assert.Equal([-1], Ids("c1", 0));
        Assert.Empty(Ids("stranger", 1));
        Assert.Equal([1], Allocation.SharePopped("AVG", "c4", members, queues[..2], 1).Select(queue => queue.QueueId));

        IEnumerable<int> Ids(string member, int shared) => Allocation.SharePopped("AVG", member, members, queues, shared).Select(queue => queue.QueueId);
    }

    private static int Id(MessageQueueAssignment assignment) => assignment.MessageQueue!.Value.QueueId;

    private static Task<Remoting.Wire.RemotingCommand> SetAsync(TestClient client, string topic, string mode) => client.CallAsync(
        RequestCode.SetMessageRequestMode, null,
        PopClient.Json(new SetMessageRequestModeRequestBody { ConsumerGroup = "CG", Topic = topic, Mode = mode, PopShareQueueNum = -1 }));

    private static async Task<List<MessageQueueAssignment>?> AskAsync(
        TestClient client, string id, string strategy = "AVG", string topic = "Orders", MessageModel model = MessageModel.Clustering) =>
        (await client.AskAsync<QueryAssignmentResponseBody>(RequestCode.QueryAssignment, null, PopClient.Json(new QueryAssignmentRequestBody
        {
            ClientId = id,
            ConsumerGroup = "CG",
            MessageModel = model,
            StrategyName = strategy,
            Topic = topic,
        }))).MessageQueueAssignments;
}
