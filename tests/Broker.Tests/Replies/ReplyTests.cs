using System.Text;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Tests.Replies;

public sealed class ReplyTests
{
    private const string Topic = "DefaultCluster_REPLY_TOPIC";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reply_goes_to_the_client_that_asked_and_is_stored(bool shortNames)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var requester = broker.Connect((RequestCode.PushReplyMessageToClient, _ => Reply.Success));
        await using var responder = broker.Connect();
        await HeartbeatAsync(requester);

        var answer = await ReplyAsync(responder, shortNames);
        var pushed = await requester.NextRequestAsync();
        var header = pushed.ReadHeader<PushReplyMessageRequestHeader>();
        var stored = MessageRecordCodec.DecodeAll((await responder.PullAsync(Topic, 0, 0)).Body).Single();

        var told = answer.ReadHeader<SendMessageResponseHeader>();
        Assert.Equal((ResponseCode.Success, 0L, stored.OffsetMessageId), (answer.ResponseCode, told.QueueOffset, told.MsgId));
        Assert.Equal(("DefaultRegion", "true"), (answer.ExtFields!["MSG_REGION"], answer.ExtFields["TRACE_ON"]));
        Assert.Equal("the reply", Encoding.UTF8.GetString(pushed.Body.Span));
        Assert.Equal((Topic, "PG", 5, TestBroker.Address), (header.Topic, header.ProducerGroup, header.Flag, header.StoreHost));
        var properties = MessageProperties.Parse(header.Properties);
        Assert.Equal(("corr-1", $"{broker.Time.GetUtcNow().ToUnixTimeMilliseconds()}"), (properties["CORRELATION_ID"], properties["PUSH_REPLY_TIME"]));
        Assert.Equal(("the reply", 5), (Encoding.UTF8.GetString(stored.Body.Span), stored.Flag));
        Assert.Null(stored.Property("PUSH_REPLY_TIME"));
    }

    [Fact]
    public async Task A_requester_that_is_gone_is_told_and_the_reply_is_stored_nevertheless()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var responder = broker.Connect();

        var answer = await ReplyAsync(responder);

        Assert.Equal((ResponseCode.SystemError, "push reply message fail, channel of <requester> not found."), (answer.ResponseCode, answer.Remark));
        Assert.Equal(["the reply"], TestClient.Bodies(await responder.PullAsync(Topic, 0, 0)));
    }

    [Fact]
    public async Task A_requester_that_refuses_or_does_not_answer_fails_the_reply()
    {
        await using var broker = await TestBroker.StartAsync();
        var refuses = true;
        await using var requester = broker.Connect((
            RequestCode.PushReplyMessageToClient, _ => refuses ? Reply.Refused(ResponseCode.SystemError, "unknown correlation") : Reply.None));
        await using var responder = broker.Connect();
        await HeartbeatAsync(requester);

        var refused = await ReplyAsync(responder);
        await requester.NextRequestAsync();
        refuses = false;
        var waiting = ReplyAsync(responder);
        await requester.NextRequestAsync();
        broker.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((ResponseCode.SystemError, "push reply message to requesterfail."), (refused.ResponseCode, refused.Remark));
        Assert.Equal((ResponseCode.SystemError, "push reply message to requesterfail."), ((await waiting).ResponseCode, (await waiting).Remark));
    }

    [Fact]
    public async Task A_reply_that_names_no_requester_is_refused()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var responder = broker.Connect();

        var answer = await ReplyAsync(responder, properties: "CORRELATION_ID\u0001corr-1");

        Assert.Equal((ResponseCode.SystemError, "reply message properties[REPLY_TO_CLIENT] is null"), (answer.ResponseCode, answer.Remark));
    }

    [Fact]
    public async Task Where_replies_are_not_to_be_stored_they_are_only_pushed()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["storeReplyMessageEnable"] = "false" });
        await using var requester = broker.Connect((RequestCode.PushReplyMessageToClient, _ => Reply.Success));
        await HeartbeatAsync(requester);

        var answer = await ReplyAsync(requester);

        var told = answer.ReadHeader<SendMessageResponseHeader>();
        Assert.Equal((ResponseCode.Success, "0", 0L), (answer.ResponseCode, told.MsgId, told.QueueOffset));
        Assert.Equal(0, broker.Server.Node.Store.GetMaxOffset(Topic, 0));
    }

    [Fact]
    public async Task When_all_who_serve_replies_wait_the_next_is_told_that_the_lane_is_full()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["processReplyMessageThreadPoolNums"] = "1", ["replyThreadPoolQueueCapacity"] = "1" });
        await using var requester = broker.Connect((RequestCode.PushReplyMessageToClient, _ => Reply.None));
        await using var responder = broker.Connect();
        await HeartbeatAsync(requester);
        var served = ReplyAsync(responder);
        await requester.NextRequestAsync();
        var queued = ReplyAsync(responder);

        var refused = await ReplyAsync(responder);
        var send = await responder.SendAsync("Orders", "is not held up");

        Assert.Equal(ResponseCode.SystemBusy, refused.ResponseCode);
        Assert.StartsWith("[OVERLOAD]system busy, start flow control for a while: the reply lane holds 1 waiting requests", refused.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.Success, send.ResponseCode);
        Assert.False(served.IsCompleted || queued.IsCompleted);
    }

    private static Task<RemotingCommand> HeartbeatAsync(TestClient client) => client.CallAsync(RequestCode.HeartBeat, null, FastJson.Write(new HeartbeatData
    {
        ClientID = "requester",
        ProducerDataSet = [new ProducerData { GroupName = "RPG" }],
    }));

    private static Task<RemotingCommand> ReplyAsync(
        TestClient client, bool shortNames = true, string properties = "CORRELATION_ID\u0001corr-1\u0002REPLY_TO_CLIENT\u0001requester\u0002MSG_TYPE\u0001reply") =>
        client.CallAsync(shortNames ? RequestCode.SendReplyMessageV2 : RequestCode.SendReplyMessage, new SendMessageRequestHeader(shortNames)
        {
            ProducerGroup = "PG",
            Topic = Topic,
            QueueId = 0,
            Flag = 5,
            BornTimestamp = 1,
            Properties = properties,
        }, "the reply"u8.ToArray());
}
