using Microsoft.Extensions.Time.Testing;
using RocketMQ.Broker.Clients;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Tests;

public sealed class ClientTests
{
    [Fact]
    public async Task A_heartbeat_makes_the_group_and_its_retry_topic_and_tells_a_version_that_sql_consumers_accept()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var response = await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        Assert.True(response.Version >= 232);
        Assert.Equal(1, broker.Server.Node.Topics.Find("%RETRY%CG")!.ReadQueues);
        Assert.NotNull(broker.Server.Node.Groups.Find("CG"));
    }

    [Fact]
    public async Task All_members_are_told_when_a_client_joins_or_leaves()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var one = broker.Connect();
        var two = broker.Connect();
        await one.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        Assert.Equal("CG", await one.NextNotificationAsync());

        await two.HeartbeatAsync("c2", "CG", TestClient.Subscribe("Orders"));
        Assert.Equal("CG", await one.NextNotificationAsync());
        Assert.Equal("CG", await two.NextNotificationAsync());
        var both = await one.AskAsync<GetConsumerListByGroupResponseBody>(
            RequestCode.GetConsumerListByGroup, new GetConsumerListByGroupRequestHeader { ConsumerGroup = "CG" });

        await two.DisposeAsync();
        Assert.Equal("CG", await one.NextNotificationAsync());
        var left = await one.AskAsync<GetConsumerListByGroupResponseBody>(
            RequestCode.GetConsumerListByGroup, new GetConsumerListByGroupRequestHeader { ConsumerGroup = "CG" });

        Assert.Equal(["c1", "c2"], both.ConsumerIdList.Order());
        Assert.Equal(["c1"], left.ConsumerIdList);
    }

    [Fact]
    public async Task A_heartbeat_that_changes_nothing_tells_nobody()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        await client.NextNotificationAsync();

        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders", "TagA", 2));
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders", "TagA", 2));

        Assert.False(client.HasNotification);
    }

    [Fact]
    public async Task Unregistering_leaves_the_group_and_is_no_failure_for_unknown_ones()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        await client.CallAsync(RequestCode.UnregisterClient, new UnregisterClientRequestHeader { ClientId = "c1", ConsumerGroup = "CG" });
        var unknown = await client.CallAsync(RequestCode.UnregisterClient, new UnregisterClientRequestHeader { ClientId = "c1", ProducerGroup = "Nobody" });
        var list = await client.CallAsync(RequestCode.GetConsumerListByGroup, new GetConsumerListByGroupRequestHeader { ConsumerGroup = "CG" });

        Assert.Equal(ResponseCode.Success, unknown.ResponseCode);
        Assert.Equal((ResponseCode.SystemError, "no consumer for this group, CG"), (list.ResponseCode, list.Remark));
    }

    [Fact]
    public async Task A_silent_client_is_cut_off_after_two_minutes()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["serverChannelMaxIdleTimeSeconds"] = "10000" });
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        broker.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.Single(broker.Server.Node.Consumers.ChannelsOf("CG"));

        broker.Time.Advance(TimeSpan.FromSeconds(20));

        await Testing.Eventually.HoldsAsync("removal", () => Task.FromResult(broker.Server.Node.Consumers.Find("CG") is null));
    }

    [Fact]
    public async Task Connections_of_groups_are_listed()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders", "TagA"));

        var consumers = await client.AskAsync<ConsumerConnection>(
            RequestCode.GetConsumerConnectionList, new GetConsumerConnectionListRequestHeader { ConsumerGroup = "CG" });
        var producers = await client.AskAsync<ProducerConnection>(
            RequestCode.GetProducerConnectionList, new GetProducerConnectionListRequestHeader { ProducerGroup = "PG" });
        var all = await client.AskAsync<ProducerTableInfo>(RequestCode.GetAllProducerInfo);
        var offline = await client.CallAsync(RequestCode.GetConsumerConnectionList, new GetConsumerConnectionListRequestHeader { ConsumerGroup = "X" });
        var unknown = await client.CallAsync(RequestCode.GetProducerConnectionList, new GetProducerConnectionListRequestHeader { ProducerGroup = "X" });

        Assert.Equal("c1", Assert.Single(consumers.ConnectionSet).ClientId);
        Assert.Equal("TagA", consumers.SubscriptionTable["Orders"].SubString);
        Assert.Equal("c1", Assert.Single(producers.ConnectionSet).ClientId);
        Assert.StartsWith("/127.0.0.1:", Assert.Single(all.Data["PG"]).RemoteIP, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.ConsumerNotOnline, offline.ResponseCode);
        Assert.Equal((ResponseCode.SystemError, "the producer group[X] not exist"), (unknown.ResponseCode, unknown.Remark));
    }

    [Fact]
    public async Task A_queue_is_locked_for_one_client_until_it_gives_up_or_a_minute_has_passed()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var queue = new MessageQueue("Orders", "broker-a", 0);

        Assert.Equal([queue], await LockAsync("c1"));
        Assert.Empty(await LockAsync("c2"));
        broker.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal([queue], await LockAsync("c2"));
        await client.CallAsync(
            RequestCode.UnlockBatchMq, null, FastJson.Write(new UnlockBatchRequestBody { ClientId = "c2", ConsumerGroup = "CG", MqSet = [queue] }));
        Assert.Equal([queue], await LockAsync("c1"));

        async Task<List<MessageQueue>> LockAsync(string id) => (await client.AskAsync<LockBatchResponseBody>(
            RequestCode.LockBatchMq, null, FastJson.Write(new LockBatchRequestBody { ClientId = id, ConsumerGroup = "CG", MqSet = [queue] }))).LockOKMQSet;
    }

    [Fact]
    public void Locks_that_have_ended_are_not_kept()
    {
        var time = new FakeTimeProvider();
        var locks = new QueueLocks(time);
        for (var i = 0; i < 1000; i++)
            locks.TryLock($"CG{i}", "c1", [new MessageQueue("Orders", "broker-a", i)]);

        time.Advance(TimeSpan.FromSeconds(61));
        locks.TryLock("CG", "c1", [new MessageQueue("Orders", "broker-a", 0)]);

        Assert.Equal(1, locks.Count);
    }

    [Fact]
    public async Task A_broken_body_is_answered_with_what_is_wrong()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var response = await client.CallAsync(RequestCode.HeartBeat, null, "{not json"u8.ToArray());

        Assert.Equal(ResponseCode.SystemError, response.ResponseCode);
        Assert.StartsWith("the body is no HeartbeatData", response.Remark, StringComparison.Ordinal);
    }
}
