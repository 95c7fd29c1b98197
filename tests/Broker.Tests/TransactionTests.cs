using System.Text;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class TransactionTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_half_message_is_seen_by_nobody_and_answered_with_its_place_among_the_halves()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendHalfAsync("Orders", "first", 2, broker.Now);

        var sent = await client.SendHalfAsync("Orders", "secret", 2, broker.Now, ("UNIQ_KEY", "U1"));

        var answer = sent.ReadHeader<SendMessageResponseHeader>();
        Assert.Equal((2, 1L), (answer.QueueId, answer.QueueOffset));
        Assert.Equal(0, broker.Store.GetMaxOffset("Orders", 2));
        Assert.True(MessageIds.TryParseOffsetId(answer.MsgId, out _, out var position));
        var half = Read(broker, position);
        Assert.Equal(("RMQ_SYS_TRANS_HALF_TOPIC", 0, 1L, TransactionType.None), (half.Topic, half.QueueId, half.QueueOffset, half.SystemFlags.TransactionType()));
        Assert.Equal(("Orders", "2", "true", "PG", "U1", "true", "DefaultCluster"), (
            half.Property("REAL_TOPIC"), half.Property("REAL_QID"), half.Property("TRAN_MSG"), half.Property("PGROUP"), half.UniqueKey,
            half.Property("WAIT"), half.Property("CLUSTER")));
    }

    [Fact]
    public async Task A_committed_message_is_delivered_as_the_original_stores_it_and_noted_among_the_ops()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var sent = await client.SendHalfAsync("Orders", "paid", 3, broker.Now, ("UNIQ_KEY", "U1"));

        var ended = await client.EndAsync(sent, 8);

        Assert.Equal(ResponseCode.Success, ended.ResponseCode);
        var message = Assert.Single(MessageRecordCodec.DecodeAll((await client.PullAsync("Orders", 3, 0)).Body));
        Assert.True(MessageIds.TryParseOffsetId(sent.ReadHeader<SendMessageResponseHeader>().MsgId, out _, out var position));
        Assert.Equal(("paid", TransactionType.Commit, position), (Encoding.UTF8.GetString(message.Body.Span), message.SystemFlags.TransactionType(), message.PreparedTransactionOffset));
        Assert.Equal(("Orders", "3", "true", "PG", "TagA"), (
            message.Property("REAL_TOPIC"), message.Property("REAL_QID"), message.Property("TRAN_MSG"), message.Property("PGROUP"), message.Tags));
        Assert.Equal(["0"], Ops(broker));
        Assert.Equal("d", Op(broker, 0).Tags);
        Assert.NotNull(Op(broker, 0).UniqueKey);
    }

    [Fact]
    public async Task A_rolled_back_message_is_never_delivered_and_never_asked_about()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("p1", "CG");
        var rolled = await client.SendHalfAsync("Orders", "no", 0, broker.Now);
        var open = await client.SendHalfAsync("Orders", "maybe", 0, broker.Now, ("UNIQ_KEY", "open"));

        Assert.Equal(ResponseCode.Success, (await client.EndAsync(rolled, 12)).ResponseCode);
        await broker.AdvanceUntilAsync(Interval, () => client.Checks > 0);

        Assert.Equal("open", (await client.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.Equal(0, broker.Store.GetMaxOffset("Orders", 0));
        Assert.Equal(["0"], Ops(broker));
        Assert.NotNull(open);
    }

    [Fact]
    public async Task A_producer_that_does_not_know_yet_ends_nothing_and_is_asked_later()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("p1", "CG");
        var sent = await client.SendHalfAsync("Orders", "maybe", 0, broker.Now, ("UNIQ_KEY", "open"));

        var unanswered = client.EndAsync(sent, 0);
        await broker.AdvanceUntilAsync(Interval, () => client.Checks > 0);

        Assert.Equal("open", (await client.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.False(unanswered.IsCompleted);
        Assert.Equal(0, broker.Store.GetMaxOffset("Orders", 0));
        Assert.Equal(ResponseCode.Success, (await client.EndAsync(sent, 8)).ResponseCode);
        Assert.Equal(["maybe"], TestClient.Bodies(await client.PullAsync("Orders", 0, 0)));
    }

    [Theory]
    [InlineData("Other", 0, 0, "The producer group wrong")]
    [InlineData("PG", 1, 0, "The transaction state table offset wrong")]
    [InlineData("PG", 0, 7, "Find prepared transaction message failed")]
    [InlineData("PG", 0, 1 << 30, "Find prepared transaction message failed")]
    public async Task An_end_that_fits_no_half_is_refused_and_changes_nothing(string group, int offset, long position, string remark)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendHalfAsync("Orders", "paid", 0, broker.Now);

        var ended = await client.EndAsync(offset, position, 8, group);

        Assert.Equal((ResponseCode.SystemError, remark), (ended.ResponseCode, ended.Remark));
        Assert.Equal(0, broker.Store.GetMaxOffset("Orders", 0));
        Assert.Empty(Ops(broker));
    }

    [Fact]
    public async Task What_is_no_half_message_can_not_be_committed()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "plain", 0, null, null, ("PGROUP", "PG"), ("REAL_TOPIC", "Orders"), ("REAL_QID", "0"));

        var ended = await client.EndAsync(0, 0, 8);

        Assert.Equal(ResponseCode.SystemError, ended.ResponseCode);
        Assert.Contains("is no half message, its topic is Orders", ended.Remark, StringComparison.Ordinal);
        Assert.Equal(1, broker.Store.GetMaxOffset("Orders", 0));
    }

    [Fact]
    public async Task A_second_end_of_one_transaction_delivers_nothing_again()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var sent = await client.SendHalfAsync("Orders", "paid", 0, broker.Now);

        Assert.Equal(ResponseCode.Success, (await client.EndAsync(sent, 8)).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await client.EndAsync(sent, 8)).ResponseCode);

        Assert.Equal(1, broker.Store.GetMaxOffset("Orders", 0));
    }

    [Fact]
    public async Task Transactions_are_refused_where_they_are_switched_off()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["rejectTransactionMessage"] = "true" });
        await using var client = broker.Connect();

        var sent = await client.SendHalfAsync("Orders", "paid", 0, broker.Now);

        Assert.Equal((ResponseCode.NoPermission, "the broker[broker-a] sending transaction message is forbidden"), (sent.ResponseCode, sent.Remark));
        Assert.Equal(0, broker.Store.GetMaxOffset("RMQ_SYS_TRANS_HALF_TOPIC", 0));
    }

    [Fact]
    public async Task A_half_that_could_never_be_ended_is_refused()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var nobodys = await client.SendAsync("Orders", "x", 0, null, null, ("TRAN_MSG", "true"));
        var never = await client.SendHalfAsync("Orders", "x", 0, broker.Now, ("TIMER_DELAY_SEC", "999999999"));

        Assert.Equal((ResponseCode.MessageIllegal, "the message is illegal, a transaction needs the property PGROUP: who is asked what becomes of it"), (nobodys.ResponseCode, nobodys.Remark));
        Assert.Equal(ResponseCode.MessageIllegal, never.ResponseCode);
        Assert.Equal(0, broker.Store.GetMaxOffset("RMQ_SYS_TRANS_HALF_TOPIC", 0));
    }

    [Fact]
    public async Task A_slave_ends_no_transaction()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var sent = await client.SendHalfAsync("Orders", "paid", 0, broker.Now);
        broker.Store.IsFollower = true;

        Assert.Equal(ResponseCode.SlaveNotAvailable, (await client.EndAsync(sent, 8)).ResponseCode);
    }

    [Fact]
    public async Task A_message_that_a_consumer_sends_back_itself_is_no_new_transaction()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));

        await client.SendBytesAsync("%RETRY%CG", "x"u8.ToArray(), 0, MessageProperties.Format(new Dictionary<string, string>
        {
            ["TRAN_MSG"] = "true", ["PGROUP"] = "PG", ["DELAY"] = "3",
        }), reconsumeTimes: 1);

        Assert.Equal(0, broker.Store.GetMaxOffset("RMQ_SYS_TRANS_HALF_TOPIC", 0));
        Assert.Equal(1, broker.Store.GetMaxOffset("SCHEDULE_TOPIC_XXXX", 2));
    }

    [Fact]
    public async Task Halves_and_ends_survive_a_restart_between_them()
    {
        using var folder = new TemporaryFolder();
        RemotingCommand open, ended;
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            await using var client = broker.Connect();
            ended = await client.SendHalfAsync("Orders", "ended", 0, broker.Now);
            open = await client.SendHalfAsync("Orders", "open", 0, broker.Now);
            await client.EndAsync(ended, 8);
        }

        await using var again = await TestBroker.StartAsync(folder: folder);
        await using var other = again.Connect();
        await other.EndAsync(ended, 8);
        await other.EndAsync(open, 8);

        Assert.Equal(["ended", "open"], TestClient.Bodies(await other.PullAsync("Orders", 0, 0)));
    }

    [Fact]
    public async Task A_half_without_an_end_is_asked_about_after_the_process_was_killed()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendHalfAsync("Orders", "open", 0, broker.Now, ("UNIQ_KEY", "U1"));
        using var left = broker.Crash();
        await using var again = await TestBroker.StartAsync(folder: left, time: broker.Time);
        await using var producer = again.Connect();
        await producer.HeartbeatAsync("p1", "CG");

        await again.AdvanceUntilAsync(Interval, () => producer.Checks > 0);
        var check = (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>();
        await producer.EndAsync(check.TranStateTableOffset, check.CommitLogOffset, 8);

        Assert.Equal(["open"], TestClient.Bodies(await producer.PullAsync("Orders", 0, 0)));
    }

    [Fact]
    public async Task A_process_killed_between_delivery_and_note_has_the_producer_asked_again_and_loses_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var sent = await client.SendHalfAsync("Orders", "paid", 0, broker.Now, ("UNIQ_KEY", "U1"));
        await client.EndAsync(sent, 8);
        // The log as it was before the note, which is the last record.
        using var left = broker.Crash();
        var note = broker.Store.GetPhysicalOffset("RMQ_SYS_TRANS_OP_HALF_TOPIC", 0, 0);
        await ZeroAsync(left, note);
        await using var again = await TestBroker.StartAsync(folder: left, time: broker.Time);
        await using var producer = again.Connect();
        await producer.HeartbeatAsync("p1", "CG");
        Assert.Empty(Ops(again));

        await again.AdvanceUntilAsync(Interval, () => producer.Checks > 0);

        Assert.Equal("U1", (await producer.NextCheckAsync()).ReadHeader<CheckTransactionStateRequestHeader>().MsgId);
        Assert.Equal(["paid"], TestClient.Bodies(await producer.PullAsync("Orders", 0, 0)));
    }

    internal static StoredMessage Read(TestBroker broker, long position)
    {
        using var lease = broker.Store.ReadRecord(position)!;
        Assert.True(MessageRecordCodec.TryRead(lease.Memory.ToArray(), out var message, out _));
        return message!;
    }

    internal static StoredMessage Op(TestBroker broker, long offset) =>
        Read(broker, broker.Store.GetPhysicalOffset("RMQ_SYS_TRANS_OP_HALF_TOPIC", 0, offset));

    internal static IReadOnlyList<string> Ops(TestBroker broker) =>
    [
        .. Enumerable.Range(0, (int)broker.Store.GetMaxOffset("RMQ_SYS_TRANS_OP_HALF_TOPIC", 0))
            .Select(offset => Encoding.UTF8.GetString(Op(broker, offset).Body.Span)),
    ];

    private static async Task ZeroAsync(TemporaryFolder folder, long from)
    {
        await using var log = File.Open(folder["store/commitlog/00000000000000000000"], FileMode.Open);
        log.Position = from;
        await log.WriteAsync(new byte[(int)(log.Length - from)]);
    }
}
