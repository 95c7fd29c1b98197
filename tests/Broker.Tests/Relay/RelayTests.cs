using System.Text;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Relay;

public sealed class RelayTests
{
    [Fact]
    public async Task Running_information_is_asked_of_the_named_client_and_passed_back_as_it_is()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var consumer = broker.Connect((RequestCode.GetConsumerRunningInfo, _ => Reply.With(null, "{\"mqTable\":{}}"u8.ToArray(), "as I say")));
        await using var tool = broker.Connect();
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        var answer = await tool.CallAsync(
            RequestCode.GetConsumerRunningInfo, new GetConsumerRunningInfoRequestHeader { ConsumerGroup = "CG", ClientId = "c1", JstackEnable = true });
        var asked = await consumer.NextRequestAsync();

        Assert.Equal((ResponseCode.Success, "as I say"), (answer.ResponseCode, answer.Remark));
        Assert.Equal("{\"mqTable\":{}}", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(("CG", "c1", "true"), (asked.ExtFields!["consumerGroup"], asked.ExtFields["clientId"], asked.ExtFields["jstackEnable"]));
    }

    [Fact]
    public async Task What_a_consumer_refuses_is_passed_back_with_its_code()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var consumer = broker.Connect((RequestCode.GetConsumerRunningInfo, _ => Reply.Refused(ResponseCode.SystemError, "not mine")));
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        var answer = await AskInfoAsync(consumer, "c1");

        Assert.Equal((ResponseCode.SystemError, "not mine"), (answer.ResponseCode, answer.Remark));
    }

    [Fact]
    public async Task A_consumer_that_is_not_there_is_named()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        var answer = await AskInfoAsync(client, "c2");

        Assert.Equal((ResponseCode.SystemError, "The Consumer <CG> <c2> not online"), (answer.ResponseCode, answer.Remark));
    }

    [Fact]
    public async Task A_consumer_that_does_not_answer_is_given_up_after_ten_seconds()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var consumer = broker.Connect((RequestCode.GetConsumerRunningInfo, _ => Reply.None));
        await using var tool = broker.Connect();
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        var answer = AskInfoAsync(tool, "c1");
        await consumer.NextRequestAsync();

        broker.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(answer.IsCompleted);
        broker.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ResponseCode.ConsumeMsgTimeout, (await answer).ResponseCode);
        Assert.StartsWith("consumer <CG> <c1> Timeout:", (await answer).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consumer_whose_connection_ends_meanwhile_is_answered_for()
    {
        await using var broker = await TestBroker.StartAsync();
        var consumer = broker.Connect((RequestCode.GetConsumerRunningInfo, _ => Reply.None));
        await using var tool = broker.Connect();
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        var answer = AskInfoAsync(tool, "c1");
        await consumer.NextRequestAsync();

        await consumer.DisposeAsync();

        Assert.Equal(ResponseCode.SystemError, (await answer).ResponseCode);
        Assert.StartsWith("invoke consumer <CG> <c1> Exception:", (await answer).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_is_too_old_is_not_asked()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var tool = broker.Connect();
        await using var old = await RawPeer.ConnectAsync(broker.Network, TestBroker.Address);
        var heartbeat = new HeartbeatData
        {
            ClientID = "old",
            ConsumerDataSet = [new ConsumerData { GroupName = "CG", MessageModel = MessageModel.Clustering, SubscriptionDataSet = [TestClient.Subscribe("TBW102")] }],
        };
        await old.SendAsync(RawPeer.JsonFrame("{\"code\":34,\"opaque\":1,\"version\":27,\"language\":\"JAVA\"}", FastJson.Write(heartbeat)));
        await Eventually.HoldsAsync("client", () => Task.FromResult(broker.Server.Node.Consumers.ChannelsOf("CG").Count == 1));

        var info = await AskInfoAsync(tool, "old");
        var status = await tool.CallAsync(RequestCode.InvokeBrokerToGetConsumerStatus, new GetConsumerStatusRequestHeader { Topic = "TBW102", Group = "CG" });

        Assert.Equal((ResponseCode.SystemError, ResponseCode.SystemError), (info.ResponseCode, status.ResponseCode));
        Assert.Contains("version=27, 62 or later is needed", info.Remark, StringComparison.Ordinal);
        Assert.Contains("version=27, 28 or later is needed", status.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_to_be_consumed_at_once_goes_along_by_either_id()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var consumer = broker.Connect((RequestCode.ConsumeMessageDirectly, _ => Reply.With(null, "{\"consumeResult\":\"CR_SUCCESS\"}"u8.ToArray())));
        await using var tool = broker.Connect();
        await consumer.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        var sent = await tool.SendAsync("Orders", "consume me", 0, null, null, ("UNIQ_KEY", "C0A8000100002A9F0000000000000001"));
        var offsetId = sent.ReadHeader<SendMessageResponseHeader>().MsgId!;
        var stored = (await tool.PullAsync("Orders", 0, 0)).Body.ToArray();

        var byOffset = await tool.CallAsync(
            RequestCode.ConsumeMessageDirectly, new ConsumeMessageDirectlyRequestHeader { ConsumerGroup = "CG", ClientId = "c1", MsgId = offsetId });
        var first = await consumer.NextRequestAsync();
        var byKey = await tool.CallAsync(
            RequestCode.ConsumeMessageDirectly,
            new ConsumeMessageDirectlyRequestHeader { ConsumerGroup = "CG", ClientId = "c1", MsgId = "C0A8000100002A9F0000000000000001", Topic = "Orders" });
        var second = await consumer.NextRequestAsync();
        var unknown = await tool.CallAsync(
            RequestCode.ConsumeMessageDirectly,
            new ConsumeMessageDirectlyRequestHeader { ConsumerGroup = "CG", ClientId = "c1", MsgId = "7F00000100002A9F00000000000FFFFF" });

        Assert.Equal("{\"consumeResult\":\"CR_SUCCESS\"}", Encoding.UTF8.GetString(byOffset.Body.Span));
        Assert.Equal(ResponseCode.Success, byKey.ResponseCode);
        Assert.Equal(stored, first.Body.ToArray());
        Assert.Equal(stored, second.Body.ToArray());
        Assert.Equal("broker-a", first.ExtFields!["brokerName"]);
        Assert.Equal((ResponseCode.SystemError, "can not find message by the id, 7F00000100002A9F00000000000FFFFF"), (unknown.ResponseCode, unknown.Remark));
    }

    [Fact]
    public async Task Every_member_is_asked_for_its_offsets_and_one_that_refuses_is_left_out()
    {
        var queue = new MessageQueue("Orders", "broker-a", 0);
        await using var broker = await TestBroker.StartAsync();
        await using var one = broker.Connect(
            (RequestCode.GetConsumerStatusFromClient, _ => Reply.With(null, FastJson.Write(new GetConsumerStatusBody { MessageQueueTable = new() { [queue] = 7 } }))));
        await using var two = broker.Connect((RequestCode.GetConsumerStatusFromClient, _ => Reply.Refused(ResponseCode.SystemError, "no")));
        await one.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        await two.HeartbeatAsync("c2", "CG", TestClient.Subscribe("Orders"));

        var all = await one.AskAsync<GetConsumerStatusBody>(
            RequestCode.InvokeBrokerToGetConsumerStatus, new GetConsumerStatusRequestHeader { Topic = "Orders", Group = "CG" });
        var named = await one.AskAsync<GetConsumerStatusBody>(
            RequestCode.InvokeBrokerToGetConsumerStatus, new GetConsumerStatusRequestHeader { Topic = "Orders", Group = "CG", ClientAddr = "c2" });
        var offline = await one.CallAsync(
            RequestCode.InvokeBrokerToGetConsumerStatus, new GetConsumerStatusRequestHeader { Topic = "Orders", Group = "Nobody" });

        Assert.Equal(7, Assert.Single(all.ConsumerTable).Value[queue]);
        Assert.Empty(named.ConsumerTable);
        Assert.Equal((ResponseCode.SystemError, "No Any Consumer online in the consumer group: [Nobody]"), (offline.ResponseCode, offline.Remark));
    }

    private static Task<RemotingCommand> AskInfoAsync(TestClient client, string id) => client.CallAsync(
        RequestCode.GetConsumerRunningInfo, new GetConsumerRunningInfoRequestHeader { ConsumerGroup = "CG", ClientId = id });
}
