using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class TimerTests
{
    private const string Timer = "rmq_sys_wheel_timer";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("TIMER_DELIVER_MS", 0, 30_500)]
    [InlineData("TIMER_DELIVER_MS", 0, 31_000)]
    [InlineData("TIMER_DELAY_SEC", 30, 30_000)]
    [InlineData("TIMER_DELAY_MS", 30_250, 30_250)]
    public async Task A_message_comes_at_its_time_never_early_and_with_what_5x_notes_in_it(string name, long value, long after)
    {
        await using var broker = await TestBroker.StartAsync();
        var due = broker.Now + after;
        await using (var client = broker.Connect())
        {
            var sent = await client.SendAsync("Orders", "later", 2, "TagA", null, (name, $"{(value == 0 ? due : value)}"), ("a", "1"));
            Assert.Equal((2, 0L), (sent.ReadHeader<SendMessageResponseHeader>().QueueId, sent.ReadHeader<SendMessageResponseHeader>().QueueOffset));
        }

        var waiting = TransactionTests.Read(broker, broker.Store.GetPhysicalOffset(Timer, 0, 0));
        Assert.Equal(("Orders", "2", $"{(due - 1) / 1000 * 1000}"), (waiting.Property("REAL_TOPIC"), waiting.Property("REAL_QID"), waiting.Property("TIMER_OUT_MS")));
        await broker.AdvanceUntilAsync(TimeSpan.FromMilliseconds(250), () => broker.Store.GetMaxOffset("Orders", 2) == 1);

        var message = TransactionTests.Read(broker, broker.Store.GetPhysicalOffset("Orders", 2, 0));
        Assert.True(message.StoreTimestamp >= due);
        Assert.Equal(("later", "TagA", "1", waiting.Property("TIMER_OUT_MS"), waiting.BornTimestamp), (
            DelayTests.Body(message), message.Tags, message.Property("a"), message.Property("TIMER_OUT_MS"), message.BornTimestamp));
        Assert.Equal($"{message.StoreTimestamp}", message.Property("TIMER_DEQUEUE_MS"));
        Assert.NotNull(message.Property("TIMER_ENQUEUE_MS"));
    }

    [Fact]
    public async Task A_time_that_is_past_is_delivered_at_once()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        await client.SendAsync("Orders", "now", 0, null, null, ("TIMER_DELIVER_MS", $"{broker.Now}"));

        Assert.Equal(1, broker.Store.GetMaxOffset("Orders", 0));
        Assert.Equal(0, broker.Store.GetMaxOffset(Timer, 0));
    }

    [Theory]
    [InlineData("TIMER_DELAY_SEC", "259201", "it asks for 259201000ms")]
    [InlineData("TIMER_DELIVER_MS", "soon", "its time is no whole number of a reasonable size")]
    [InlineData("TIMER_DELAY_SEC", "9223372036854775807", "its time is no whole number of a reasonable size")]
    public async Task A_time_that_can_not_be_kept_is_refused_with_the_reason(string name, string value, string reason)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var refused = await client.SendAsync("Orders", "x", 0, null, null, (name, value));

        Assert.Equal(ResponseCode.MessageIllegal, refused.ResponseCode);
        Assert.Equal($"timer message illegal, the delay time should not be bigger than the max delay 259200000ms; {reason}", refused.Remark);
        Assert.Equal((0, 0), (broker.Store.GetMaxOffset("Orders", 0), broker.Store.GetMaxOffset(Timer, 0)));
    }

    [Fact]
    public async Task Cancelling_and_a_switched_off_timer_are_refused()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var cancelled = await client.SendAsync("Orders", "x", 0, null, null, ("TIMER_DELAY_SEC", "5"), ("TIMER_DEL_UNIQKEY", "U1"));
        await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "timerWheelEnable=false"u8.ToArray());
        var off = await client.SendAsync("Orders", "x", 0, null, null, ("TIMER_DELAY_SEC", "5"));

        Assert.Equal(ResponseCode.MessageIllegal, cancelled.ResponseCode);
        Assert.EndsWith("waiting messages can not be cancelled here", cancelled.Remark, StringComparison.Ordinal);
        Assert.Equal((ResponseCode.SystemError, "accurate timer message is not enabled, timerWheelEnable is false"), (off.ResponseCode, off.Remark));
    }

    [Fact]
    public async Task Nobody_sends_to_the_waiting_queue_itself()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        Assert.Equal(ResponseCode.NoPermission, (await client.SendAsync(Timer, "x")).ResponseCode);
    }

    [Fact]
    public async Task Messages_come_in_the_order_of_their_times_and_within_a_second_as_they_were_sent()
    {
        await using var broker = await TestBroker.StartAsync();
        await using (var client = broker.Connect())
        {
            foreach (var (body, seconds) in new[] { ("c", 9), ("a", 5), ("d", 9), ("b", 7), ("e", 9) })
                await client.SendAsync("Orders", body, 0, null, null, ("TIMER_DELAY_SEC", $"{seconds}"));
        }

        await broker.AdvanceUntilAsync(Second, () => broker.Store.GetMaxOffset("Orders", 0) == 5);

        Assert.Equal(["a", "b", "c", "d", "e"], DelayTests.Bodies(broker));
    }

    [Fact]
    public async Task A_transactional_message_with_a_time_waits_from_its_commit_on()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        var sent = await client.SendHalfAsync("Orders", "paid", 0, broker.Now, ("TIMER_DELAY_SEC", "20"));
        broker.Time.Advance(TimeSpan.FromSeconds(15));

        await client.EndAsync(sent, 8);
        var committed = broker.Now;
        await broker.AdvanceUntilAsync(Second, () => broker.Store.GetMaxOffset("Orders", 0) == 1);

        var message = DelayTests.Read(broker, "Orders", 0);
        Assert.True(message.StoreTimestamp >= committed + 20_000);
        Assert.Equal(TransactionType.Commit, message.SystemFlags.TransactionType());
    }

    [Fact]
    public async Task A_message_that_waits_longer_than_a_log_file_lives_is_written_anew()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["timerRollWindowSlot"] = "600" });
        var due = broker.Now + 3_000_000;
        await using (var client = broker.Connect())
            await client.SendAsync("Orders", "far", 0, null, null, ("TIMER_DELIVER_MS", $"{due}"));

        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(20), () => broker.Store.GetMaxOffset("Orders", 0) == 1);

        var message = DelayTests.Read(broker, "Orders", 0);
        Assert.True(message.StoreTimestamp >= due);
        var rolls = broker.Store.GetMaxOffset(Timer, 0) - 1;
        Assert.Equal(("4", 4L), (message.Property("TIMER_ROLL_TIMES"), rolls));
    }

    [Fact]
    public async Task A_message_without_room_for_what_is_noted_in_it_comes_all_the_same()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["timerRollWindowSlot"] = "60" });
        await using (var client = broker.Connect())
        {
            var room = 32_767 - "TIMER_DELAY_SEC\u0001200\u0002CLUSTER\u0001DefaultCluster\u0002REAL_TOPIC\u0001Orders\u0002REAL_QID\u00010\u0002TIMER_OUT_MS\u00011795348800000\u0002a\u0001".Length;
            var sent = await client.SendAsync("Orders", "long", 0, null, null, ("TIMER_DELAY_SEC", "200"), ("a", new string('x', room)));
            Assert.Equal(ResponseCode.Success, sent.ResponseCode);
        }

        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => broker.Store.GetMaxOffset("Orders", 0) == 1);

        Assert.True(broker.Store.GetMaxOffset(Timer, 0) > 2);
        Assert.Null(DelayTests.Read(broker, "Orders", 0).Property("TIMER_DEQUEUE_MS"));
    }

    [Fact]
    public async Task Log_files_that_expire_take_no_waiting_message_with_them()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["fileReservedTime"] = "1", ["mappedFileSizeCommitLog"] = "65536" });
        var due = broker.Now + (10 * 3_600_000L);
        await using (var client = broker.Connect())
            await client.SendAsync("Orders", "far", 0, null, null, ("TIMER_DELIVER_MS", $"{due}"));
        var first = broker.Store.GetPhysicalOffset(Timer, 0, 0);
        await broker.AdvanceUntilAsync(TimeSpan.FromMinutes(10), () => broker.Now > due - 7_200_000);
        for (var i = 0; i < 8; i++)
            Assert.True(broker.Store.Append(new MessageAppend { Topic = "Filler", QueueId = 0, Body = new byte[30_000] }).IsStored);
        // Half an hour is the longest it stays in one place then; after an hour whole files are old enough to go.
        var rolled = broker.Store.GetMaxOffset(Timer, 0);
        await broker.AdvanceUntilAsync(TimeSpan.FromMinutes(5), () => broker.Store.GetMaxOffset(Timer, 0) > rolled);
        foreach (var file in Directory.GetFiles(broker.Folder["store/commitlog"]).Order().SkipLast(2))
            File.SetLastWriteTimeUtc(file, broker.Time.GetUtcNow().UtcDateTime.AddHours(-2));

        Assert.True(broker.Store.DeleteExpiredFiles() > 0);
        Assert.Null(broker.Store.ReadRecord(first));
        await broker.AdvanceUntilAsync(TimeSpan.FromMinutes(5), () => broker.Store.GetMaxOffset("Orders", 0) == 1);

        Assert.Equal(["far"], DelayTests.Bodies(broker));
        Assert.True(DelayTests.Read(broker, "Orders", 0).StoreTimestamp >= due);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_message_comes_once_over_a_stop_in_order_and_none_is_lost_when_the_process_is_killed(bool isKilled)
    {
        const int count = 3000;
        using var folder = new TemporaryFolder();
        using var left = new TemporaryFolder();
        var time = default(Microsoft.Extensions.Time.Testing.FakeTimeProvider);
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            time = broker.Time;
            Append(broker, count, i => 1000 + (i * 7919 % 100_000));
            await broker.AdvanceUntilAsync(Second, () => broker.Store.GetMaxOffset("Orders", 0) > count / 3);
            broker.CrashInto(left);
        }

        await using var again = await TestBroker.StartAsync(folder: isKilled ? left : folder, time: time);
        Assert.InRange(again.Store.GetMaxOffset("Orders", 0), count / 3, count - 1);
        await again.AdvanceUntilAsync(Second, () => again.Server.Node.Timers.Waiting == 0 && again.Store.GetMaxOffset("Orders", 0) >= count);

        var bodies = DelayTests.Bodies(again);
        Assert.Equal(count, bodies.Distinct().Count());
        // A copy of the folder of a running broker may hold a delivery whose note came after the copy of the notes.
        if (!isKilled)
            Assert.Equal(count, bodies.Count);
    }

    [Theory]
    [InlineData("timers/wheel", true)]
    [InlineData("timers/chain/0000000000", true)]
    [InlineData("timers/progress", false)]
    [InlineData("timers", false)]
    [InlineData("timers/wheel", false)]
    public async Task Missing_and_damaged_files_are_built_anew_from_the_log(string name, bool isDamaged)
    {
        using var folder = new TemporaryFolder();
        var time = default(Microsoft.Extensions.Time.Testing.FakeTimeProvider);
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            time = broker.Time;
            Append(broker, 20, i => 3000 * (i + 1));
            await broker.AdvanceUntilAsync(Second, () => broker.Store.GetMaxOffset("Orders", 0) == 5);
        }

        var path = folder[Path.Combine("store", name)];
        if (isDamaged)
            await File.WriteAllBytesAsync(path, [.. Enumerable.Repeat((byte)0x5A, (int)new FileInfo(path).Length)]);
        else if (Directory.Exists(path))
            Directory.Delete(path, true);
        else
            File.Delete(path);

        await using var again = await TestBroker.StartAsync(folder: folder, time: time);
        await again.AdvanceUntilAsync(Second, () => again.Store.GetMaxOffset("Orders", 0) >= 20);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"m{i}"), DelayTests.Bodies(again));
    }

    [Fact]
    public async Task Messages_wait_on_when_they_may_stay_in_place_for_another_time_than_before()
    {
        using var folder = new TemporaryFolder();
        var time = default(Microsoft.Extensions.Time.Testing.FakeTimeProvider);
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            time = broker.Time;
            Append(broker, 10, i => 1_000_000 + (1000 * i));
            await broker.AdvanceUntilAsync(Second, () => broker.Server.Node.Timers.Waiting == 10);
        }

        await using var again = await TestBroker.StartAsync(new() { ["timerRollWindowSlot"] = "300" }, folder, time: time);
        await again.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => again.Store.GetMaxOffset("Orders", 0) >= 10);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"m{i}"), DelayTests.Bodies(again));
        Assert.True(again.Store.GetMaxOffset(Timer, 0) >= 40);
    }

    [Fact]
    public async Task A_slave_leaves_waiting_messages_to_its_master_and_takes_over_what_that_has_not_delivered()
    {
        await using var broker = await TestBroker.StartAsync();
        Append(broker, 4, i => 10_000 * (i + 1));
        await broker.AdvanceUntilAsync(Second, () => broker.Store.GetMaxOffset("Orders", 0) == 1);
        broker.Store.IsFollower = true;
        broker.Server.Node.Timers.Signal();
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => File.Exists(broker.Folder["store/timers/followed"]) && broker.Now > broker.Time.Start.ToUnixTimeMilliseconds() + 200_000);
        Assert.Equal(1, broker.Store.GetMaxOffset("Orders", 0));
        // What its master delivers meanwhile comes with the log.
        Assert.True(AppendRaw(broker, "m1", "U1"));

        broker.Store.IsFollower = false;
        broker.Server.Node.Timers.Signal();
        await broker.AdvanceUntilAsync(Second, () => broker.Store.GetMaxOffset("Orders", 0) == 4);

        Assert.Equal(["m0", "m1", "m2", "m3"], DelayTests.Bodies(broker));
        Assert.False(File.Exists(broker.Folder["store/timers/followed"]));
    }

    private static bool AppendRaw(TestBroker broker, string body, string unique)
    {
        var content = new RecordContent
        {
            Topic = "Orders"u8, QueueOffset = broker.Store.GetMaxOffset("Orders", 0), PhysicalOffset = broker.Store.MaxPhysicalOffset,
            StoreTimestamp = broker.Now, Body = System.Text.Encoding.UTF8.GetBytes(body), BodyCrc = BodyCrc.Of(System.Text.Encoding.UTF8.GetBytes(body)),
            Properties = System.Text.Encoding.UTF8.GetBytes($"UNIQ_KEY\u0001{unique}"),
        };
        var bytes = new byte[MessageRecordCodec.Measure(content)];
        MessageRecordCodec.Write(bytes, content);
        return broker.Store.AppendRaw(content.PhysicalOffset, bytes).IsStored;
    }

    /// <summary>Puts messages where sends put them, without the way there.</summary>
    internal static void Append(TestBroker broker, int count, Func<int, long> after)
    {
        var start = broker.Now;
        for (var i = 0; i < count; i++)
        {
            var properties = $"UNIQ_KEY\u0001U{i}\u0002REAL_TOPIC\u0001Orders\u0002REAL_QID\u00010\u0002TIMER_OUT_MS\u0001{(start + after(i) - 1) / 1000 * 1000}";
            Assert.True(broker.Store.Append(new MessageAppend
            {
                Topic = Timer, QueueId = 0, Body = System.Text.Encoding.UTF8.GetBytes($"m{i}"), BornTimestamp = start,
                Properties = System.Text.Encoding.UTF8.GetBytes(properties),
            }).IsStored);
        }
    }
}
