using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Tests;

public sealed class PullTests
{
    private const int Suspend = 2;
    private const int WithSubscription = 4;

    [Fact]
    public async Task A_pull_returns_the_records_as_they_were_stored()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        for (var i = 0; i < 3; i++)
            await client.SendAsync("Orders", $"m{i}");

        var response = await client.PullAsync("Orders", 0, 1);

        Assert.Equal((ResponseCode.Success, "FOUND"), (response.ResponseCode, response.Remark));
        Assert.Equal(["m1", "m2"], TestClient.Bodies(response));
        var header = response.ReadHeader<PullMessageResponseHeader>();
        Assert.Equal((3L, 0L, 3L, 0L), (header.NextBeginOffset, header.MinOffset, header.MaxOffset, header.SuggestWhichBrokerId));
    }

    [Theory]
    [InlineData(2, ResponseCode.PullNotFound, 2, "OFFSET_OVERFLOW_ONE")]
    [InlineData(9, ResponseCode.PullOffsetMoved, 2, "OFFSET_OVERFLOW_BADLY")]
    public async Task Offsets_without_a_message_are_told_apart(long offset, ResponseCode code, long next, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");
        await client.SendAsync("Orders", "m1");

        var response = await client.PullAsync("Orders", 0, offset);

        Assert.Equal((code, remark), (response.ResponseCode, response.Remark));
        Assert.Equal(next, response.ReadHeader<PullMessageResponseHeader>().NextBeginOffset);
    }

    [Fact]
    public async Task A_filter_passes_over_other_tags_and_the_reader_moves_on()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "a", 0, "TagA");
        await client.SendAsync("Orders", "b", 0, "TagB");

        var some = await client.PullAsync("Orders", 0, 0, subscription: "TagB || TagC");
        var none = await client.PullAsync("Orders", 0, 0, subscription: "TagX");

        Assert.Equal(["b"], TestClient.Bodies(some));
        Assert.Equal(ResponseCode.PullRetryImmediately, none.ResponseCode);
        Assert.Equal(2, none.ReadHeader<PullMessageResponseHeader>().NextBeginOffset);
    }

    [Fact]
    public async Task A_pull_at_the_end_waits_for_the_next_message()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");

        var waiting = client.PullAsync("Orders", 0, 1, Suspend | WithSubscription);
        await Answered(client);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, broker.Server.Node.Waiting.Count);
        await client.SendAsync("Orders", "m1");

        Assert.Equal(["m1"], TestClient.Bodies(await waiting));
        Assert.Equal(0, broker.Server.Node.Waiting.Count);
    }

    [Fact]
    public async Task A_waiting_pull_is_not_woken_by_other_tags()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");

        var waiting = client.PullAsync("Orders", 0, 1, Suspend | WithSubscription, "TagB");
        await Answered(client);
        await client.SendAsync("Orders", "a", 0, "TagA");
        await Answered(client);
        Assert.False(waiting.IsCompleted);
        await client.SendAsync("Orders", "b", 0, "TagB");

        Assert.Equal(["b"], TestClient.Bodies(await waiting));
    }

    [Fact]
    public async Task A_waiting_pull_is_answered_not_found_when_its_time_is_over()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");
        var waiting = client.PullAsync("Orders", 0, 1, Suspend | WithSubscription, suspend: 7000);
        await Answered(client);

        broker.Time.Advance(TimeSpan.FromSeconds(5));
        await Answered(client);
        Assert.False(waiting.IsCompleted);
        broker.Time.Advance(TimeSpan.FromSeconds(5));

        var response = await waiting;
        Assert.Equal(ResponseCode.PullNotFound, response.ResponseCode);
        Assert.Equal(1, response.ReadHeader<PullMessageResponseHeader>().NextBeginOffset);
    }

    [Fact]
    public async Task Waiting_pulls_end_with_their_connection()
    {
        await using var broker = await TestBroker.StartAsync();
        var client = broker.Connect();
        await client.SendAsync("Orders", "m0");
        var waiting = client.PullAsync("Orders", 0, 1, Suspend | WithSubscription);
        await Answered(client);
        Assert.Equal(1, broker.Server.Node.Waiting.Count);

        await client.DisposeAsync();

        await Assert.ThrowsAsync<Remoting.Transport.RemotingClosedException>(() => waiting);
        await Testing.Eventually.HoldsAsync("sweep", () => Task.FromResult(broker.Server.Node.Waiting.Count == 0));
    }

    [Fact]
    public async Task Without_a_subscription_in_the_request_the_heartbeats_counts()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "a", 0, "TagA");
        await client.SendAsync("Orders", "b", 0, "TagB");

        var offline = await client.PullAsync("Orders", 0, 0, 0, null);
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Other"));
        var unsubscribed = await client.PullAsync("Orders", 0, 0, 0, null);
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders", "TagB", 5));
        var tooNew = await client.PullAsync("Orders", 0, 0, 0, null, subVersion: 6);
        var good = await client.PullAsync("Orders", 0, 0, 0, null, subVersion: 5);

        Assert.Equal((ResponseCode.SubscriptionNotExist, "the consumer's group info not exist"), (offline.ResponseCode, offline.Remark));
        Assert.Equal((ResponseCode.SubscriptionNotExist, "the consumer's subscription not exist"), (unsubscribed.ResponseCode, unsubscribed.Remark));
        Assert.Equal((ResponseCode.SubscriptionNotLatest, "the consumer's subscription not latest"), (tooNew.ResponseCode, tooNew.Remark));
        Assert.Equal(["b"], TestClient.Bodies(good));
    }

    [Fact]
    public async Task Refusals_of_a_pull_name_what_is_wrong()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["autoCreateSubscriptionGroup"] = "false" });
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");

        var noGroup = await client.PullAsync("Orders", 0, 0, group: "Nobody");
        broker.Server.Node.Groups.Put(new Remoting.Bodies.SubscriptionGroupConfig { GroupName = "CG" });
        broker.Server.Node.Groups.Put(new Remoting.Bodies.SubscriptionGroupConfig { GroupName = "Off", ConsumeEnable = false });
        var off = await client.PullAsync("Orders", 0, 0, group: "Off");
        var noTopic = await client.PullAsync("Nothing", 0, 0);
        var noQueue = await client.PullAsync("Orders", 4, 0);
        var badFilter = await client.PullAsync("Orders", 0, 0, subscription: " || ");
        var sql = await client.PullAsync("Orders", 0, 0, subscription: "a > 1", expressionType: "SQL92");

        Assert.Equal(ResponseCode.SubscriptionGroupNotExist, noGroup.ResponseCode);
        Assert.Equal(ResponseCode.NoPermission, off.ResponseCode);
        Assert.Equal(ResponseCode.TopicNotExist, noTopic.ResponseCode);
        Assert.Equal(ResponseCode.SystemError, noQueue.ResponseCode);
        Assert.Contains("queueId[4]", noQueue.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.SubscriptionParseFailed, badFilter.ResponseCode);
        Assert.Equal((ResponseCode.SystemError, "The broker does not support consumer to filter message by SQL92"), (sql.ResponseCode, sql.Remark));
    }

    [Fact]
    public async Task A_pull_may_commit_an_offset_and_the_lite_pull_is_the_same_request()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");

        var response = await client.PullAsync("Orders", 0, 0, 1 | WithSubscription | 16, commit: 7, code: RequestCode.LitePullMessage);

        Assert.Equal(["m0"], TestClient.Bodies(response));
        Assert.Equal(7, await client.OffsetAsync("Orders", "CG", 0));
    }

    /// <summary>A later request of the same connection has been answered: what was sent before it has been served.</summary>
    private static async Task Answered(TestClient client) =>
        await client.CallAsync(RequestCode.GetMaxOffset, new GetMaxOffsetRequestHeader { Topic = "Orders", QueueId = 0 });
}
