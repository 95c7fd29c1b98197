using System.Text;
using RocketMQ.Broker.Access;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;
using static RocketMQ.Broker.Tests.Access.AccessBroker;

namespace RocketMQ.Broker.Tests.Access;

/// <summary>Which requests a broker that controls access serves.</summary>
public sealed class AccessGuardTests
{
    [Fact]
    public async Task A_request_without_a_signature_is_refused_whatever_it_is()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(null);

        AssertRefused("No accessKey is configured", await client.SendAsync("Orders", "m"));
        AssertRefused("No accessKey is configured", await client.PullAsync("Orders", 0, 0));
        AssertRefused("No accessKey is configured", await client.HeartbeatAsync("c1", "CG"));
        AssertRefused("No accessKey is configured", await client.CallAsync(RequestCode.GetBrokerRuntimeInfo));
        Assert.Null(broker.Broker.Server.Node.Topics.Find("Orders"));
        Assert.Null(broker.Broker.Server.Node.Consumers.Find("CG"));
    }

    [Fact]
    public async Task A_signature_counts_when_account_secret_fields_and_body_are_right()
    {
        await using var broker = await StartAsync();
        await using var good = broker.Connect(Application);
        await using var stranger = broker.Connect(new AccessKeys("stranger", "87654321"));
        await using var guesser = broker.Connect(Application with { SecretKey = "87654320" });

        Assert.Equal(ResponseCode.Success, (await good.SendAsync("Orders", "m")).ResponseCode);
        AssertRefused("No acl config for stranger", await stranger.SendAsync("Orders", "m"));
        AssertRefused("Check signature failed for accessKey=application", await guesser.SendAsync("Orders", "m"));
        Assert.Equal(["m"], TestClient.Bodies(await good.PullAsync("Orders", 0, 0)));
    }

    [Fact]
    public async Task A_request_that_was_changed_on_its_way_is_refused()
    {
        await using var broker = await StartAsync();
        await using var wire = await RawPeer.ConnectAsync(broker.Broker.Network, TestBroker.Address);
        var signed = SignedHeader.Sign(
            new RemotingCommand { Code = (int)RequestCode.SendMessage, ExtFields = new Dictionary<string, string> { ["topic"] = "Orders" }, Body = "m"u8.ToArray() }, Application);
        var fields = Fields(signed);

        AssertRefused("Check signature failed", await CallAsync(wire, RequestCode.SendMessage, new(fields) { ["topic"] = "WriteOnly" }, "m"));
        AssertRefused("Check signature failed", await CallAsync(wire, RequestCode.SendMessage, fields, "n"));
        AssertRefused("Check signature failed", await CallAsync(wire, RequestCode.SendMessage, fields.Where(field => field.Key != "Signature").ToDictionary(), "m"));
    }

    [Fact]
    public async Task A_field_whose_name_hides_behind_escapes_is_not_overlooked()
    {
        await using var broker = await StartAsync();
        await using var wire = await RawPeer.ConnectAsync(broker.Broker.Network, TestBroker.Address);
        var fields = Fields(SignedHeader.Sign(
            new RemotingCommand { Code = (int)RequestCode.ConsumerSendMsgBack, ExtFields = new Dictionary<string, string> { ["group"] = "Other", ["offset"] = "0", ["delayLevel"] = "0" } },
            Application));
        var text = string.Join(",", fields.Select(field => $"\"{field.Key.Replace("group", "gr\\u006fup", StringComparison.Ordinal)}\":\"{field.Value}\""));

        await wire.SendAsync(RawPeer.JsonFrame($$"""{"code":36,"extFields":{{{text}}},"flag":0,"opaque":1}"""));

        AssertRefused("a field's name is written with escapes", RemotingCommand.Copy(InboundFrame.Read((await wire.ReceiveAsync())!, new FieldIndex())));
    }

    [Theory]
    [InlineData("Orders", null)]
    [InlineData("WriteOnly", null)]
    [InlineData("RMQ_SYS_TRACE_TOPIC", null)]
    [InlineData("%RETRY%CG", null)]
    [InlineData("ReadOnly", "topic:ReadOnly; PUB is needed, accessKey=application has SUB")]
    [InlineData("Secret", "topic:Secret; PUB is needed, accessKey=application has DENY")]
    [InlineData("Unlisted", "topic:Unlisted; PUB is needed, accessKey=application has DENY")]
    [InlineData("%RETRY%NotCG", "group:NotCG; SUB is needed, accessKey=application has PUB")]
    [InlineData("%RETRY%Unlisted", "group:Unlisted; SUB is needed, accessKey=application has DENY")]
    public async Task Sending_needs_PUB_on_the_topic_in_every_form_of_the_request(string topic, string? refusal)
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);
        var batch = new byte[BatchLength("m")];
        WriteBatch("m", batch);

        var answers = new[]
        {
            await client.SendAsync(topic, "m"),
            await client.CallAsync(RequestCode.SendMessage, new SendMessageRequestHeader { ProducerGroup = "PG", Topic = topic, DefaultTopic = "TBW102", DefaultTopicQueueNums = 4, BornTimestamp = 1 }, "m"u8.ToArray()),
            await client.CallAsync(RequestCode.SendBatchMessage, new SendMessageV2RequestHeader { ProducerGroup = "PG", Topic = topic, DefaultTopic = "TBW102", DefaultTopicQueueNums = 4, BornTimestamp = 1, Batch = true }, batch),
        };

        foreach (var answer in answers)
        {
            if (refusal is null)
                Assert.DoesNotContain("AclException", answer.Remark ?? "", StringComparison.Ordinal);
            else
                AssertRefused($"No default permission for {refusal}", answer);
        }
    }

    [Theory]
    [InlineData("Orders", "CG", null)]
    [InlineData("ReadOnly", "CG", null)]
    [InlineData("%RETRY%CG", "CG", null)]
    [InlineData("WriteOnly", "CG", "topic:WriteOnly; SUB is needed, accessKey=application has PUB")]
    [InlineData("Orders", "NotCG", "group:NotCG; SUB is needed, accessKey=application has PUB")]
    [InlineData("Orders", "Other", "group:Other; SUB is needed, accessKey=application has DENY")]
    [InlineData("%RETRY%Other", "CG", "group:Other; SUB is needed, accessKey=application has DENY")]
    public async Task Consuming_needs_SUB_on_topic_and_group_in_every_request_that_does(string topic, string group, string? refusal)
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);
        broker.Broker.Server.Node.Creation.RetryTopic("CG", 1);

        var answers = new[]
        {
            await client.PullAsync(topic, 0, 0, group: group),
            await client.PullAsync(topic, 0, 0, group: group, code: RequestCode.LitePullMessage),
            await client.HeartbeatAsync("c1", group, TestClient.Subscribe(topic)),
            await client.CallAsync(RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { Topic = topic, ConsumerGroup = group, QueueId = 0, CommitOffset = 1 }),
        };

        foreach (var answer in answers)
        {
            if (refusal is null)
                Assert.DoesNotContain("AclException", answer.Remark ?? "", StringComparison.Ordinal);
            else
                AssertRefused($"No default permission for {refusal}", answer);
        }
    }

    [Theory]
    [InlineData(RequestCode.UnregisterClient)]
    [InlineData(RequestCode.GetConsumerListByGroup)]
    [InlineData(RequestCode.ConsumerSendMsgBack)]
    public async Task What_a_group_does_needs_SUB_on_the_group(RequestCode code)
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);

        AssertRefused("No default permission for group:NotCG; SUB is needed, accessKey=application has PUB", await client.CallAsync(code, Header("NotCG")));
        Assert.DoesNotContain("AclException", (await client.CallAsync(code, Header("CG"))).Remark ?? "", StringComparison.Ordinal);

        IRemotingHeader Header(string group) => code switch
        {
            RequestCode.UnregisterClient => new UnregisterClientRequestHeader { ClientId = "c1", ConsumerGroup = group },
            RequestCode.GetConsumerListByGroup => new GetConsumerListByGroupRequestHeader { ConsumerGroup = group },
            _ => new ConsumerSendMessageBackRequestHeader { Group = group, Offset = 0, DelayLevel = 0 },
        };
    }

    [Theory]
    [InlineData(RequestCode.QueryMessage, "topic:WriteOnly; SUB is needed")]
    [InlineData(RequestCode.UpdateAndCreateTopic, null)]
    [InlineData(RequestCode.UpdateAndCreateTopicList, null)]
    [InlineData(RequestCode.UpdateBrokerConfig, null)]
    [InlineData(RequestCode.DeleteTopicInBroker, null)]
    [InlineData(RequestCode.UpdateAndCreateSubscriptionGroup, null)]
    [InlineData(RequestCode.UpdateAndCreateSubscriptionGroupList, null)]
    [InlineData(RequestCode.DeleteSubscriptionGroup, null)]
    [InlineData(RequestCode.UpdateAndCreateAclConfig, null)]
    [InlineData(RequestCode.DeleteAclConfig, null)]
    [InlineData(RequestCode.UpdateGlobalWhiteAddrsConfig, null)]
    [InlineData(RequestCode.CleanUnusedTopic, null)]
    [InlineData(RequestCode.CleanExpiredConsumeQueue, null)]
    [InlineData(RequestCode.DeleteExpiredCommitLog, null)]
    public async Task Other_requests_need_what_is_listed_for_them(RequestCode code, string? missing)
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);

        var answer = await client.CallAsync(code, code == RequestCode.QueryMessage ? new QueryMessageRequestHeader { Topic = "WriteOnly", Key = "k", MaxNum = 1 } : null);

        AssertRefused(missing is null ? $"Need admin permission for request code={(int)code}, but accessKey=application is not" : $"No default permission for {missing}", answer);
    }

    [Theory]
    [InlineData(RequestCode.GetAllTopicConfig)]
    [InlineData(RequestCode.GetBrokerRuntimeInfo)]
    [InlineData(RequestCode.GetAllSubscriptionGroupConfig)]
    [InlineData(RequestCode.GetAllConsumerOffset)]
    [InlineData(RequestCode.GetBrokerClusterAclInfo)]
    public async Task Requests_that_only_ask_need_no_more_than_a_signature(RequestCode code)
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);

        Assert.Equal(ResponseCode.Success, (await client.CallAsync(code)).ResponseCode);
    }

    [Fact]
    public void A_request_that_nobody_thought_of_is_an_administrators()
    {
        Assert.True(RequestNeed.Of(999_999).Admin);
        Assert.True(RequestNeed.Of((int)RequestCode.SetMessageRequestMode).Admin);
        Assert.True(RequestNeed.Of((int)RequestCode.CloneGroupOffset).Admin);
        Assert.False(RequestNeed.Of((int)RequestCode.EndTransaction).Admin);
    }

    [Fact]
    public async Task An_administrator_may_do_everything_unless_lists_say_what()
    {
        await using var broker = await StartAsync(Shipped + "\n- {accessKey: limited, secretKey: 12345678, admin: true, topicPerms: [Orders=PUB]}\n");
        await using var admin = broker.Connect(Administrator);
        await using var limited = broker.Connect(new AccessKeys("limited", "12345678"));

        Assert.Equal(ResponseCode.Success, (await admin.CallAsync(RequestCode.UpdateAndCreateTopic, Topic("Made"))).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await admin.SendAsync("Made", "m")).ResponseCode);
        Assert.Equal(["m"], TestClient.Bodies(await admin.PullAsync("Made", 0, 0, group: "Any")));
        Assert.Equal(ResponseCode.Success, (await limited.CallAsync(RequestCode.UpdateAndCreateTopic, Topic("Too"))).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await limited.SendAsync("Orders", "m")).ResponseCode);
        AssertRefused("No default permission for topic:Made; PUB is needed, accessKey=limited has DENY", await limited.SendAsync("Made", "m"));
    }

    [Fact]
    public async Task A_white_address_is_not_asked_for_anything()
    {
        await using var broker = await StartAsync("globalWhiteRemoteAddresses: [127.0.0.*]\n" + Shipped);
        await using var client = broker.Connect(null);

        Assert.Equal(ResponseCode.Success, (await client.SendAsync("Secret", "m")).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await client.CallAsync(RequestCode.UpdateAndCreateTopic, Topic("Made"))).ResponseCode);
    }

    [Fact]
    public async Task An_accounts_own_white_address_needs_its_name_and_no_signature()
    {
        await using var broker = await StartAsync(Shipped + "\n- {accessKey: trusted, secretKey: 12345678, whiteRemoteAddress: 127.0.0.1}\n- {accessKey: elsewhere, secretKey: 12345678, whiteRemoteAddress: 10.0.0.1}\n");
        await using var trusted = broker.Connect(new AccessKeys("trusted", "not its secret"));
        await using var elsewhere = broker.Connect(new AccessKeys("elsewhere", "not its secret"));
        await using var nameless = broker.Connect(null);

        Assert.Equal(ResponseCode.Success, (await trusted.SendAsync("Secret", "m")).ResponseCode);
        AssertRefused("Check signature failed", await elsewhere.SendAsync("Secret", "m"));
        AssertRefused("No accessKey is configured", await nameless.SendAsync("Secret", "m"));
    }

    [Fact]
    public async Task A_query_by_key_may_be_signed_as_either_version_does()
    {
        await using var broker = await StartAsync();
        await using var wire = await RawPeer.ConnectAsync(broker.Broker.Network, TestBroker.Address);
        var query = new RemotingCommand
        {
            Code = (int)RequestCode.QueryMessage,
            ExtFields = new Dictionary<string, string>
            {
                ["topic"] = "Orders", ["key"] = "k", ["maxNum"] = "1", ["beginTimestamp"] = "0", ["endTimestamp"] = "9", ["_UNIQUE_KEY_QUERY"] = "true",
            },
        };

        foreach (var except in new[] { null, AccessFields.UniqueKeyQuery })
            Assert.Equal(ResponseCode.QueryNotFound, (await CallAsync(wire, RequestCode.QueryMessage, Fields(SignedHeader.Sign(query, Application, except)), "")).ResponseCode);
        AssertRefused("Check signature failed", await CallAsync(wire, RequestCode.QueryMessage, Fields(SignedHeader.Sign(query, Application, "key")), ""));
    }

    [Fact]
    public async Task A_heartbeat_that_can_not_be_read_is_refused_and_the_connection_goes_on()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);

        var answer = await client.CallAsync(RequestCode.HeartBeat, null, "{ broken"u8.ToArray());

        Assert.Equal(ResponseCode.SystemError, answer.ResponseCode);
        Assert.Contains("the body is no HeartbeatData", answer.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.Success, (await client.SendAsync("Orders", "m")).ResponseCode);
    }

    [Fact]
    public async Task A_producers_heartbeat_and_leaving_need_no_group()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);

        var heartbeat = Remoting.Json.FastJson.Write(new HeartbeatData { ClientID = "p1", ProducerDataSet = [new ProducerData { GroupName = "Any" }] });
        Assert.Equal(ResponseCode.Success, (await client.CallAsync(RequestCode.HeartBeat, null, heartbeat)).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await client.CallAsync(RequestCode.UnregisterClient, new UnregisterClientRequestHeader { ClientId = "p1", ProducerGroup = "Any" })).ResponseCode);
    }

    private static CreateTopicRequestHeader Topic(string name) => new()
    {
        Topic = name, DefaultTopic = "TBW102", ReadQueueNums = 1, WriteQueueNums = 1, Perm = 6, TopicFilterType = "SINGLE_TAG",
    };

    private static int BatchLength(string body) => 4 + 4 + 4 + 4 + 4 + body.Length + 2;

    private static void WriteBatch(string body, byte[] batch)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(batch, batch.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(16), body.Length);
        Encoding.ASCII.GetBytes(body, batch.AsSpan(20));
    }

    private static Dictionary<string, string> Fields(RemotingCommand command)
    {
        using var buffer = new OutputBuffer();
        var writer = new FrameWriter(buffer, SerializeType.Json, command.Code, 1, CommandFlags.Request);
        writer.Fields(command.Header!);
        writer.Complete();
        return InboundFrame.Read(buffer.WrittenSpan, new FieldIndex()).CopyFields()!;
    }

    private static async Task<RemotingCommand> CallAsync(RawPeer wire, RequestCode code, Dictionary<string, string> fields, string body)
    {
        using var buffer = new OutputBuffer();
        var writer = new FrameWriter(buffer, SerializeType.Json, (int)code, 7, CommandFlags.Request);
        writer.Fields(fields);
        writer.Body(Encoding.UTF8.GetBytes(body));
        writer.Complete();
        await wire.SendAsync(buffer.WrittenMemory.ToArray());
        return RemotingCommand.Copy(InboundFrame.Read((await wire.ReceiveAsync())!, new FieldIndex()));
    }
}
