using System.Text.Json;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Tests;

/// <summary>Plays frames that the original's client sent to the original's broker, and compares our answers with its.</summary>
public sealed class RecordedTrafficTests
{
    private static readonly Dictionary<string, (byte[] Request, byte[]? Response)> Recorded = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "recorded.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .ToDictionary(
            entry => entry.GetProperty("name").GetString()!,
            entry => (Convert.FromHexString(entry.GetProperty("request").GetString()!),
                entry.GetProperty("response").GetString() is { } hex ? Convert.FromHexString(hex) : null));

    [Theory]
    [InlineData("send")]
    [InlineData("send-batch")]
    [InlineData("heartbeat")]
    [InlineData("unregister")]
    [InlineData("max-offset")]
    [InlineData("query-offset")]
    public async Task The_answer_has_the_code_and_the_fields_of_the_originals(string name)
    {
        await using var broker = await TestBroker.StartAsync(new() { ["brokerName"] = "broker-cap" });
        await using var wire = new RawClient(broker);
        await PrepareAsync(broker);

        var ours = await wire.PlayAsync(Recorded[name].Request);

        var theirs = Decode(Recorded[name].Response!);
        Assert.Equal((theirs.Code, theirs.Flags, theirs.Opaque, theirs.Remark), (ours.Code, ours.Flags, ours.Opaque, ours.Remark));
        Assert.Equal(Names(theirs), Names(ours));
        Assert.Equal(theirs.Body.Length, ours.Body.Length);
    }

    [Fact]
    public async Task Heartbeat_pull_and_member_list_of_a_push_consumer_end_as_they_did()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["brokerName"] = "broker-cap" });
        await using var wire = new RawClient(broker);
        await PrepareAsync(broker);
        for (var i = 0; i < 5; i++)
            await SendToQueueAsync(broker, 1);

        await wire.PlayAsync(Recorded["heartbeat"].Request);
        // The first frame the broker sent by itself told the client that its group changed.
        Assert.Equal((int)RequestCode.NotifyConsumerIdsChanged, wire.Unasked!.Code);
        Assert.Equal(Decode(Recorded["notify"].Request).ExtFields, wire.Unasked.ExtFields);
        Assert.Equal(CommandFlags.Oneway, wire.Unasked.Flags);
        var ours = await wire.PlayAsync(Recorded["pull"].Request);

        var theirs = Decode(Recorded["pull"].Response!);
        Assert.Equal((theirs.Code, theirs.Remark), (ours.Code, ours.Remark));
        Assert.Equal(theirs.ExtFields, ours.ExtFields);
        Assert.Equal(4, Assert.Single(Model.MessageRecordCodec.DecodeAll(ours.Body)).QueueOffset);
    }

    [Fact]
    public async Task A_half_message_and_the_question_about_it_are_what_they_were()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["brokerName"] = "broker-cap" });
        await using var wire = new RawClient(broker);
        await using (var client = broker.Connect())
            await client.SendAsync("CapTransTopic", "x", queueId: 3);
        await wire.PlayAsync(Recorded["transaction-heartbeat"].Request);

        var ours = await wire.PlayAsync(Recorded["transaction-half"].Request);
        var theirs = Decode(Recorded["transaction-half"].Response!);
        Assert.Equal((theirs.Code, theirs.Remark, theirs.ExtFields!["queueId"]), (ours.Code, ours.Remark, ours.ExtFields!["queueId"]));
        Assert.Equal(Names(theirs), Names(ours));

        var asked = wire.NextUnaskedAsync();
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(60), () => asked.IsCompleted);

        var (check, recorded) = (await asked, Decode(Recorded["transaction-check"].Request));
        Assert.Equal((recorded.Code, recorded.Flags, recorded.ExtFields!["msgId"]), (check.Code, check.Flags, check.ExtFields!["msgId"]));
        Assert.Equal(Names(recorded), Names(check));
        var (record, expected) = (Assert.Single(Model.MessageRecordCodec.DecodeAll(check.Body)), Assert.Single(Model.MessageRecordCodec.DecodeAll(recorded.Body)));
        Assert.Equal(
            (expected.StoreSize, expected.Topic, expected.QueueId, expected.SystemFlags, expected.Flag, expected.BodyCrc, expected.BornTimestamp, expected.ReconsumeTimes),
            (record.StoreSize, record.Topic, record.QueueId, record.SystemFlags, record.Flag, record.BodyCrc, record.BornTimestamp, record.ReconsumeTimes));
        Assert.Equal(expected.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal), record.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(check.ExtFields["commitLogOffset"], $"{record.PhysicalOffset}");
        Assert.Equal(check.ExtFields["tranStateTableOffset"], $"{record.QueueOffset}");
    }

    [Fact]
    public async Task A_consumer_with_an_sql_filter_is_answered_as_it_was()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["brokerName"] = "broker-cap", ["enablePropertyFilter"] = "true" });
        await using var client = broker.Connect();
        foreach (var (body, a) in new[] { ("wanted", "0"), ("wanted too", "7") })
            await client.SendAsync("CapTopic", body, queueId: 2, properties: [("a", a)]);
        await using var wire = new RawClient(broker);

        foreach (var name in new[] { "sql-check", "sql-heartbeat", "sql-pull-too-new", "sql-heartbeat-newer", "sql-pull" })
        {
            var ours = await wire.PlayAsync(Recorded[name].Request);

            var theirs = Decode(Recorded[name].Response!);
            Assert.Equal((name, theirs.Code, theirs.Remark), (name, ours.Code, ours.Remark));
            if (name == "sql-pull")
            {
                Assert.Equal(theirs.ExtFields, ours.ExtFields);
                Assert.Equal(["wanted", "wanted too"], TestClient.Bodies(ours));
            }
        }
    }

    [Fact]
    public async Task What_the_originals_tools_signed_is_answered_as_it_was()
    {
        await using var broker = await Access.AccessBroker.StartAsync("accounts: [{accessKey: rocketmq2, secretKey: 12345678, admin: true}]");
        await using var wire = new RawClient(broker.Broker);

        foreach (var name in new[] { "acl-updateTopic", "acl-updateAclConfig", "acl-clusterAclConfigVersion", "acl-updateGlobalWhiteAddr", "acl-deleteAclConfig", "acl-unsigned-send" })
        {
            var ours = await wire.PlayAsync(Recorded[name].Request);

            var theirs = Decode(Recorded[name].Response!);
            Assert.Equal((name, theirs.Code), (name, ours.Code));
            Assert.Equal(Names(theirs), Names(ours));
            // Behind the first comma the original names a line of its source.
            if (theirs.Code != 0)
                Assert.StartsWith(theirs.Remark!.Split(',')[0], ours.Remark, StringComparison.Ordinal);
        }

        Assert.NotNull(broker.Broker.Server.Node.Topics.Find("CapTopic"));
        Assert.Contains("- 10.0.0.1", await File.ReadAllTextAsync(broker.File), StringComparison.Ordinal);
    }

    private static async Task PrepareAsync(TestBroker broker)
    {
        await using var client = broker.Connect();
        await client.SendAsync("CapTopic", "x", queueId: 3);
    }

    private static async Task SendToQueueAsync(TestBroker broker, int queueId)
    {
        await using var client = broker.Connect();
        await client.SendAsync("CapTopic", "x", queueId);
    }

    private static IEnumerable<string> Names(RemotingCommand command) => (command.ExtFields?.Keys ?? []).Order(StringComparer.Ordinal);

    private static RemotingCommand Decode(byte[] frame) => RawClient.Decode(frame);
}
