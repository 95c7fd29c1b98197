using System.Text;
using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Relay;

public sealed class ResetOffsetTests
{
    private static readonly MessageQueue Queue = new("Orders", "broker-a", 0);

    [Fact]
    public async Task Consumers_are_told_where_to_go_and_the_broker_changes_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var consumer = broker.Connect((RequestCode.ResetConsumerClientOffset, _ => Reply.None));
        await FillAsync(consumer);
        await CommitAsync(consumer, 3);
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        var answer = await ResetAsync(consumer, new() { Timestamp = 0 });
        var told = await consumer.NextRequestAsync();

        Assert.Equal((ResponseCode.Success, "not set any response code"), (answer.ResponseCode, answer.Remark));
        Assert.Equal(0, FastJson.Parse<ResetOffsetBody>(answer.Body.Span).OffsetTable[Queue]);
        Assert.Equal(0, FastJson.Parse<ResetOffsetBody>(told.Body.Span).OffsetTable[Queue]);
        Assert.Equal(("Orders", "CG", "0", "false"), (told.ExtFields!["topic"], told.ExtFields["group"], told.ExtFields["timestamp"], told.ExtFields["isForce"]));
        Assert.True((told.Flags & CommandFlags.Oneway) != 0);
        Assert.Equal(3, await consumer.OffsetAsync("Orders", "CG", 0));
    }

    [Fact]
    public async Task Without_force_nobody_is_sent_forwards()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var consumer = broker.Connect((RequestCode.ResetConsumerClientOffset, _ => Reply.None));
        await FillAsync(consumer);
        await CommitAsync(consumer, 1);
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        var kept = FastJson.Parse<ResetOffsetBody>((await ResetAsync(consumer, new() { Timestamp = -1 })).Body.Span);
        var forced = FastJson.Parse<ResetOffsetBody>((await ResetAsync(consumer, new() { Timestamp = -1, IsForce = true })).Body.Span);

        Assert.Equal((1, 3), (kept.OffsetTable[Queue], forced.OffsetTable[Queue]));
    }

    [Fact]
    public async Task A_tool_written_in_cpp_has_a_list_sent_to_the_consumers()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var consumer = broker.Connect((RequestCode.ResetConsumerClientOffset, _ => Reply.None));
        await using var tool = await RawPeer.ConnectAsync(broker.Network, TestBroker.Address);
        await FillAsync(consumer);
        await CommitAsync(consumer, 3);
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        await tool.CallAsync(RawPeer.JsonFrame(
            "{\"code\":222,\"opaque\":1,\"language\":\"CPP\",\"version\":333,\"extFields\":{\"topic\":\"Orders\",\"group\":\"CG\",\"timestamp\":\"0\",\"isForce\":\"false\"}}"));
        var told = await consumer.NextRequestAsync();

        Assert.Equal(
            "{\"offsetTable\":[{\"brokerName\":\"broker-a\",\"offset\":0,\"queueId\":0,\"topic\":\"Orders\"}]}", Encoding.UTF8.GetString(told.Body.Span));
    }

    [Fact]
    public async Task What_can_not_be_reset_by_consumers_is_refused_as_the_original_does()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await FillAsync(client);

        var unknown = await ResetAsync(client, new() { Topic = "Unknown" });
        var never = await ResetAsync(client, new());
        await CommitAsync(client, 3);
        var offline = await ResetAsync(client, new());

        Assert.Equal((ResponseCode.SystemError, "[reset-offset] reset offset failed, no topic in this broker. topic=Unknown"), (unknown.ResponseCode, unknown.Remark));
        Assert.Equal((ResponseCode.SystemError, "THe consumer group <CG> not exist"), (never.ResponseCode, never.Remark));
        Assert.Equal(ResponseCode.ConsumerNotOnline, offline.ResponseCode);
        Assert.StartsWith("Consumer not online, so can not reset offset", offline.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_and_offset_that_are_named_are_set_here_for_groups_that_are_offline_too()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await FillAsync(client);
        await CommitAsync(client, 3);

        var answer = await ResetAsync(client, new() { QueueId = 0, Offset = 1 });
        await CommitAsync(client, 3);
        var moved = await client.PullAsync("Orders", 0, 3);
        var read = await client.PullAsync("Orders", 0, 1);
        await CommitAsync(client, 2);

        Assert.Equal(1, FastJson.Parse<ResetOffsetBody>(answer.Body.Span).OffsetTable[Queue]);
        Assert.Equal((ResponseCode.PullOffsetMoved, "1"), (moved.ResponseCode, moved.ExtFields!["nextBeginOffset"]));
        Assert.Equal(["1", "2"], TestClient.Bodies(read));
        Assert.Equal(2, await client.OffsetAsync("Orders", "CG", 0));
    }

    [Fact]
    public async Task A_commit_between_reset_and_next_pull_is_passed_over()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await FillAsync(client);
        await CommitAsync(client, 3);
        await ResetAsync(client, new() { QueueId = 0, Offset = 1 });

        var commit = await CommitAsync(client, 3);

        Assert.Equal((ResponseCode.Success, "Offset has been previously reset"), (commit.ResponseCode, commit.Remark));
        Assert.Equal(1, await client.OffsetAsync("Orders", "CG", 0));
    }

    [Fact]
    public async Task The_switch_sets_all_queues_here_and_a_restart_keeps_them()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["useServerSideResetOffset"] = "true" };
        await using (var broker = await TestBroker.StartAsync(settings, folder))
        await using (var client = broker.Connect())
        {
            await FillAsync(client);
            await CommitAsync(client, 3);
            Assert.Equal(ResponseCode.Success, (await ResetAsync(client, new() { Timestamp = 0 })).ResponseCode);
        }

        await using var restarted = await TestBroker.StartAsync(settings, folder);
        await using var later = restarted.Connect();

        Assert.Equal(0, await later.OffsetAsync("Orders", "CG", 0));
    }

    [Theory]
    [InlineData(0, 9L, "Target offset 9 not in consume queue range [0-3]")]
    [InlineData(5, 0L, "queueId=5: 0 to 0 is allowed for topic Orders")]
    [InlineData(-1, 1L, "offset=1 needs a queueId, 0 to 0")]
    public async Task A_target_that_is_not_there_is_refused(int queue, long offset, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await FillAsync(client);
        await CommitAsync(client, 3);

        var answer = await ResetAsync(client, new() { QueueId = queue, Offset = offset });

        Assert.Equal(remark, answer.Remark);
        Assert.Equal(3, await client.OffsetAsync("Orders", "CG", 0));
    }

    private static async Task FillAsync(TestClient client)
    {
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1", "2");
        await client.HeartbeatAsync("x", "CG", TestClient.Subscribe("Orders"));
        await client.CallAsync(RequestCode.UnregisterClient, new UnregisterClientRequestHeader { ClientId = "x", ConsumerGroup = "CG" });
    }

    private static Task<RemotingCommand> CommitAsync(TestClient client, long offset) => client.CallAsync(
        RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { Topic = "Orders", ConsumerGroup = "CG", QueueId = 0, CommitOffset = offset });

    private static Task<RemotingCommand> ResetAsync(TestClient client, ResetOffsetRequestHeader header)
    {
        header.Topic = header.Topic.Length == 0 ? "Orders" : header.Topic;
        header.Group = "CG";
        return client.CallAsync(RequestCode.InvokeBrokerToResetOffset, header);
    }
}
