using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Tests;

public sealed class TransactionCheckTests
{
    private const string Half = "RMQ_SYS_TRANS_HALF_TOPIC";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    /// <summary>Rounds so close that connections do not idle out over several of them.</summary>
    private static readonly Dictionary<string, string> Often = new() { ["transactionCheckInterval"] = "2000", ["transactionTimeOut"] = "1000" };
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task The_question_names_the_copy_and_carries_the_message_as_its_producer_knows_it()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var producer = broker.Connect();
        await producer.HeartbeatAsync("p1", "CG");
        var born = broker.Now;
        await producer.SendHalfAsync("Orders", "paid?", 3, born, ("UNIQ_KEY", "U1"));

        await broker.AdvanceUntilAsync(Interval, () => producer.Checks > 0);

        var check = await producer.NextCheckAsync();
        var header = check.ReadHeader<CheckTransactionStateRequestHeader>();
        var copy = TransactionTests.Read(broker, broker.Store.GetPhysicalOffset(Half, 0, 1));
        Assert.Equal((1L, copy.PhysicalOffset, "U1", "U1", copy.OffsetMessageId), (
            header.TranStateTableOffset, header.CommitLogOffset, header.MsgId, header.TransactionId, header.OffsetMsgId));
        Assert.Equal(CommandFlags.Oneway, check.Flags);
        var asked = Assert.Single(MessageRecordCodec.DecodeAll(check.Body));
        Assert.Equal(("Orders", 3, 1L, copy.PhysicalOffset, born), (asked.Topic, asked.QueueId, asked.QueueOffset, asked.PhysicalOffset, asked.BornTimestamp));
        Assert.Equal(("1", "false"), (asked.Property("TRANSACTION_CHECK_TIMES"), asked.Property("WAIT")));
        Assert.Equal(("1", "true"), (copy.Property("TRANSACTION_CHECK_TIMES"), copy.Property("WAIT")));
    }

    [Fact]
    public async Task The_answer_to_a_question_delivers_the_message_and_ends_the_asking()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var producer = broker.Connect();
        await producer.HeartbeatAsync("p1", "CG");
        await producer.SendHalfAsync("Orders", "paid", 0, broker.Now);
        await broker.AdvanceUntilAsync(Interval, () => producer.Checks > 0);
        var check = (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>();

        await producer.EndAsync(check.TranStateTableOffset, check.CommitLogOffset, 8);
        await producer.SendHalfAsync("Orders", "later", 0, broker.Now, ("UNIQ_KEY", "later"));
        await broker.AdvanceUntilAsync(Interval, () => producer.Checks > 0);

        Assert.Equal("later", (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.Equal(["paid"], TestClient.Bodies(await producer.PullAsync("Orders", 0, 0)));
    }

    [Fact]
    public async Task An_end_that_comes_after_the_question_settles_the_copy_too()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var producer = broker.Connect();
        await producer.HeartbeatAsync("p1", "CG");
        var sent = await producer.SendHalfAsync("Orders", "paid", 0, broker.Now);
        await broker.AdvanceUntilAsync(Interval, () => producer.Checks > 0);
        var check = (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>();

        await producer.EndAsync(sent, 8);
        await producer.EndAsync(check.TranStateTableOffset, check.CommitLogOffset, 8);

        Assert.Equal(["1", "0"], TransactionTests.Ops(broker));
        Assert.Equal(1, broker.Store.GetMaxOffset("Orders", 0));
    }

    [Fact]
    public async Task A_young_half_is_not_asked_about()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["transactionTimeOut"] = "90000" });
        await using var producer = broker.Connect();
        await producer.HeartbeatAsync("p1", "CG");
        await producer.SendHalfAsync("Orders", "old", 0, broker.Now - 60_000, ("UNIQ_KEY", "old"));
        var born = broker.Now;
        await producer.SendHalfAsync("Orders", "young", 0, born, ("UNIQ_KEY", "young"));

        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => producer.Checks > 0);
        Assert.Equal("old", (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => producer.Checks > 0);

        Assert.Equal("young", (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.True(broker.Now - born >= 90_000);
    }

    [Fact]
    public async Task A_message_may_say_itself_how_long_its_producer_is_left_alone()
    {
        await using var broker = await TestBroker.StartAsync(Often);
        await using var producer = broker.Connect();
        await producer.HeartbeatAsync("p1", "CG");
        var born = broker.Now;
        var patient = await producer.SendHalfAsync("Orders", "patient", 0, born, ("UNIQ_KEY", "patient"), ("CHECK_IMMUNITY_TIME_IN_SECONDS", "20"));
        await producer.SendHalfAsync("Orders", "asked", 0, born, ("UNIQ_KEY", "asked"));

        await broker.AdvanceUntilAsync(Short, () => producer.Checks > 0);
        Assert.Equal("asked", (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        var copy = TransactionTests.Read(broker, broker.Store.GetPhysicalOffset(Half, 0, 2));
        Assert.Equal(("patient", "0"), (copy.UniqueKey, copy.Property("TRAN_PREPARED_QUEUE_OFFSET")));
        // What its producer says of the first half counts for the copy.
        await producer.EndAsync(patient, 8);
        await broker.AdvanceUntilAsync(Short, () => broker.Now - born > 60_000);

        while (producer.Checks > 0)
            Assert.Equal("asked", (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.Equal(["patient"], TestClient.Bodies(await producer.PullAsync("Orders", 0, 0)));
    }

    [Fact]
    public async Task A_half_nobody_answers_for_is_given_up_after_the_limit_and_can_be_resumed()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["transactionCheckMax"] = "3" });
        await using var client = broker.Connect();
        await client.SendHalfAsync("Orders", "lost", 0, broker.Now, ("UNIQ_KEY", "U1"));

        // No producer is online, and the rounds count all the same.
        await broker.AdvanceUntilAsync(Interval, () => broker.Store.GetMaxOffset("TRANS_CHECK_MAX_TIME_TOPIC", 0) == 1);
        var kept = TransactionTests.Read(broker, broker.Store.GetPhysicalOffset("TRANS_CHECK_MAX_TIME_TOPIC", 0, 0));
        Assert.Equal(("3", "U1", "Orders"), (kept.Property("TRANSACTION_CHECK_TIMES"), kept.UniqueKey, kept.Property("REAL_TOPIC")));
        Assert.Equal(4, broker.Store.GetMaxOffset(Half, 0));

        await client.HeartbeatAsync("p1", "CG");
        var resumed = await client.CallAsync(RequestCode.ResumeCheckHalfMessage, new ResumeCheckHalfMessageRequestHeader { MsgId = kept.OffsetMessageId });
        Assert.Equal(ResponseCode.Success, resumed.ResponseCode);
        await broker.AdvanceUntilAsync(Interval, () => client.Checks > 0);
        var check = await client.NextCheckAsync();
        Assert.Equal("1", Assert.Single(MessageRecordCodec.DecodeAll(check.Body)).Property("TRANSACTION_CHECK_TIMES"));
    }

    [Fact]
    public async Task A_half_too_long_to_be_written_anew_is_given_up_and_holds_nobody_up()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("p1", "CG");
        var room = 32_767 - "WAIT\u0001true\u0002TRAN_MSG\u0001true\u0002PGROUP\u0001PG\u0002TAGS\u0001TagA\u0002CLUSTER\u0001DefaultCluster\u0002REAL_TOPIC\u0001Orders\u0002REAL_QID\u00010\u0002a\u0001".Length;
        Assert.Equal(ResponseCode.Success, (await client.SendHalfAsync("Orders", "long", 0, broker.Now, ("a", new string('x', room)))).ResponseCode);
        await client.SendHalfAsync("Orders", "next", 0, broker.Now, ("UNIQ_KEY", "next"));

        await broker.AdvanceUntilAsync(Interval, () => client.Checks > 0);

        Assert.Equal("next", (await client.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.Equal(1, broker.Store.GetMaxOffset("TRANS_CHECK_MAX_TIME_TOPIC", 0));
    }

    [Fact]
    public async Task Only_a_half_message_can_be_resumed()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var plain = (await client.SendAsync("Orders", "plain")).ReadHeader<SendMessageResponseHeader>().MsgId;

        var noId = await client.CallAsync(RequestCode.ResumeCheckHalfMessage, new ResumeCheckHalfMessageRequestHeader { MsgId = "U1" });
        var noHalf = await client.CallAsync(RequestCode.ResumeCheckHalfMessage, new ResumeCheckHalfMessageRequestHeader { MsgId = plain });

        Assert.Equal((ResponseCode.SystemError, "msgId 'U1' is no offset id; one of 32 or 56 hexadecimal digits is"), (noId.ResponseCode, noId.Remark));
        Assert.Equal(ResponseCode.SystemError, noHalf.ResponseCode);
        Assert.Contains("is no half message, its topic is Orders", noHalf.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Producers_of_a_group_are_asked_in_turn_and_those_gone_not_at_all()
    {
        await using var broker = await TestBroker.StartAsync(Often);
        await using var first = broker.Connect();
        await using var second = broker.Connect();
        await first.HeartbeatAsync("p1", "CG");
        await second.HeartbeatAsync("p2", "CG");
        for (var i = 0; i < 4; i++)
            await first.SendHalfAsync("Orders", $"m{i}", 0, broker.Now);

        await broker.AdvanceUntilAsync(Short, () => first.Checks + second.Checks >= 4);
        Assert.True(first.Checks >= 2 && second.Checks >= 2);

        var before = second.Checks;
        await first.DisposeAsync();
        await broker.AdvanceUntilAsync(Short, () => second.Checks >= before + 4);
    }

    [Fact]
    public async Task Positions_are_kept_as_consumer_offsets_so_that_no_half_is_looked_at_twice()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        for (var i = 0; i < 5; i++)
            await client.EndAsync(await client.SendHalfAsync("Orders", $"m{i}", 0, broker.Now), i % 2 == 0 ? 8 : 12);

        await broker.AdvanceUntilAsync(Interval, () => broker.Server.Node.Offsets.Find(Half, "CID_RMQ_SYS_TRANS", 0) == 5);

        Assert.Equal(5, broker.Server.Node.Offsets.Find("RMQ_SYS_TRANS_OP_HALF_TOPIC", "CID_RMQ_SYS_TRANS", 0));
        Assert.Equal(5, broker.Store.GetMaxOffset(Half, 0));
    }

    [Fact]
    public async Task A_slave_asks_nobody_and_goes_on_from_its_masters_positions_once_it_is_master()
    {
        await using var broker = await TestBroker.StartAsync(Often);
        await using var client = broker.Connect();
        await client.HeartbeatAsync("p1", "CG");
        for (var i = 0; i < 3; i++)
            await client.SendHalfAsync("Orders", $"m{i}", 0, broker.Now, ("UNIQ_KEY", $"U{i}"));
        broker.Store.IsFollower = true;
        var start = broker.Now;
        await broker.AdvanceUntilAsync(Short, () => broker.Now > start + 40_000);
        Assert.Equal((0, 3), (client.Checks, broker.Store.GetMaxOffset(Half, 0)));
        broker.Server.Node.Offsets.Commit(Half, "CID_RMQ_SYS_TRANS", 0, 2);

        broker.Store.IsFollower = false;
        await broker.AdvanceUntilAsync(Short, () => client.Checks > 0);

        Assert.Equal("U2", (await client.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
    }

    [Fact]
    public async Task Ops_that_5x_puts_together_are_understood()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("p1", "CG");
        for (var i = 0; i < 3; i++)
            await client.SendHalfAsync("Orders", $"m{i}", 0, broker.Now, ("UNIQ_KEY", $"U{i}"));
        broker.Store.Append(new Store.MessageAppend
        {
            Topic = "RMQ_SYS_TRANS_OP_HALF_TOPIC", QueueId = 0, Body = "0,2,"u8, Properties = "TAGS\u0001d"u8,
        });

        await broker.AdvanceUntilAsync(Interval, () => client.Checks > 0);

        Assert.Equal("U1", (await client.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.Equal(0, client.Checks);
    }

    [Fact]
    public async Task A_hundred_thousand_open_halves_are_asked_about_once_a_round()
    {
        const int count = 100_000;
        await using var broker = await TestBroker.StartAsync(new() { ["mappedFileSizeCommitLog"] = "67108864", ["mappedFileSizeConsumeQueue"] = "6000000" });
        await using var client = broker.Connect();
        await client.SendHalfAsync("Orders", "first", 0, broker.Now);
        var template = TransactionTests.Read(broker, 0);
        var properties = System.Text.Encoding.UTF8.GetBytes(template.PropertiesText);
        for (var i = 1; i < count; i++)
            Assert.True(broker.Store.Append(new Store.MessageAppend { Topic = Half, QueueId = 0, Body = "x"u8, BornTimestamp = broker.Now, Properties = properties }).IsStored);

        await broker.AdvanceUntilAsync(Interval, () => broker.Server.Node.Transactions.First == count);

        Assert.Equal(2 * count, broker.Store.GetMaxOffset(Half, 0));
        Assert.Equal("1", TransactionTests.Read(broker, broker.Store.GetPhysicalOffset(Half, 0, (2 * count) - 1)).Property("TRANSACTION_CHECK_TIMES"));
    }
}
