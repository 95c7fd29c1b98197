using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class DelayTests
{
    private const string Schedule = "SCHEDULE_TOPIC_XXXX";
    private static readonly int[] Seconds = [1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200];

    [Fact]
    public async Task Each_of_the_eighteen_levels_waits_as_long_as_it_says()
    {
        await using var broker = await TestBroker.StartAsync();
        var start = broker.Now;
        await using (var client = broker.Connect())
        {
            for (var level = 1; level <= 18; level++)
                await client.SendAsync("Orders", $"{level}", 0, null, null, ("DELAY", $"{level}"), ("TIMER_DELAY_SEC", "3"));
        }

        for (var queue = 0; queue < 18; queue++)
            Assert.Equal(start + (Seconds[queue] * 1000), broker.Store.GetTagsCode(Schedule, queue, 0));
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(300), () => broker.Store.GetMaxOffset("Orders", 0) == 18);

        for (var offset = 0; offset < 18; offset++)
        {
            var message = Read(broker, "Orders", offset);
            var level = int.Parse(message.Property("DELAY")!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(message.StoreTimestamp >= start + (Seconds[level - 1] * 1000), $"level {level} came after {message.StoreTimestamp - start} ms");
            // The level outweighs a delivery time, which is forgotten.
            Assert.Null(message.Property("TIMER_DELAY_SEC"));
        }
    }

    [Fact]
    public async Task The_answer_names_the_queue_that_was_sent_to()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var sent = await client.SendAsync("Orders", "later", 3, null, null, ("DELAY", "2"));

        Assert.Equal((3, 0L), (sent.ReadHeader<SendMessageResponseHeader>().QueueId, sent.ReadHeader<SendMessageResponseHeader>().QueueOffset));
    }

    [Fact]
    public async Task Many_that_are_due_at_once_come_in_the_order_in_which_they_were_sent()
    {
        const int count = 5000;
        await using var broker = await TestBroker.StartAsync();
        await using (var client = broker.Connect())
        {
            for (var i = 0; i < count; i++)
                await client.SendAsync("Orders", $"m{i}", 0, null, null, ("DELAY", "4"));
        }

        broker.Time.Advance(TimeSpan.FromSeconds(40));
        await broker.AdvanceUntilAsync(TimeSpan.FromMilliseconds(1), () => broker.Store.GetMaxOffset("Orders", 0) == count);

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"m{i}"), Enumerable.Range(0, count).Select(i => Body(Read(broker, "Orders", i))));
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_process_is_killed_and_nothing_repeated_after_a_stop_in_order()
    {
        using var folder = new TemporaryFolder();
        var time = default(Microsoft.Extensions.Time.Testing.FakeTimeProvider);
        TemporaryFolder left;
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            time = broker.Time;
            await using var client = broker.Connect();
            for (var i = 0; i < 3; i++)
                await client.SendAsync("Orders", $"soon{i}", 0, null, null, ("DELAY", "1"));
            await client.SendAsync("Orders", "late", 0, null, null, ("DELAY", "5"));
            await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => broker.Store.GetMaxOffset("Orders", 0) == 3);
            left = broker.Crash();
        }

        await using (var stopped = await TestBroker.StartAsync(folder: folder, time: time))
        {
            await stopped.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => stopped.Store.GetMaxOffset("Orders", 0) >= 4);
            Assert.Equal(["soon0", "soon1", "soon2", "late"], Bodies(stopped));
        }

        using (left)
        {
            await using var killed = await TestBroker.StartAsync(folder: left, time: time);
            await killed.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => Bodies(killed).Contains("late"));
            Assert.Equal(["late", "soon0", "soon1", "soon2"], Bodies(killed).Distinct().Order());
        }
    }

    [Fact]
    public async Task A_changed_table_counts_from_the_next_start_and_shortens_what_waits()
    {
        using var folder = new TemporaryFolder();
        var time = default(Microsoft.Extensions.Time.Testing.FakeTimeProvider);
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        {
            time = broker.Time;
            await using var client = broker.Connect();
            var refused = await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "messageDelayLevel=1s 5x"u8.ToArray());
            Assert.Equal(
                (ResponseCode.NoPermission, "messageDelayLevel=1s 5x: '5x' is no time; a number with s, m, h or d is, for example 30s"),
                (refused.ResponseCode, refused.Remark));
            Assert.Equal(ResponseCode.Success, (await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "messageDelayLevel=7s 2m"u8.ToArray())).ResponseCode);
            await client.SendAsync("Orders", "was longer", 0, null, null, ("DELAY", "18"));
            await client.SendAsync("Orders", "stays", 0, null, null, ("DELAY", "1"));
            Assert.Equal(broker.Now + 7_200_000, broker.Store.GetTagsCode(Schedule, 17, 0));
        }

        await using var again = await TestBroker.StartAsync(new() { ["messageDelayLevel"] = "7s 2m 1h 1h 1h 1h 1h 1h 1h 1h 1h 1h 1h 1h 1h 1h 1h 3s" }, folder, time: time);
        await using var sender = again.Connect();
        var sent = again.Now;
        await sender.SendAsync("Orders", "new", 0, null, null, ("DELAY", "1"));

        await again.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => again.Store.GetMaxOffset("Orders", 0) == 3);
        Assert.Equal(sent + 7000, again.Store.GetTagsCode(Schedule, 0, 1));
        Assert.Equal(["was longer", "stays", "new"], Bodies(again));
    }

    [Fact]
    public async Task A_level_above_the_table_is_the_highest()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["messageDelayLevel"] = "1s 2s" });
        await using var client = broker.Connect();

        await client.SendAsync("Orders", "x", 0, null, null, ("DELAY", "9"), ("colour", "red"));
        var half = await client.SendHalfAsync("Orders", "y", 0, broker.Now, ("DELAY", "3"));
        await client.EndAsync(half, 8);

        Assert.Equal(2, broker.Store.GetMaxOffset(Schedule, 1));
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => broker.Store.GetMaxOffset("Orders", 0) == 2);
        // What is stored says the level that counted, as the original's does.
        Assert.Equal([("x", "2", "red"), ("y", "2", null)], Enumerable.Range(0, 2).Select(offset => Read(broker, "Orders", offset))
            .Select(message => (Body(message), message.Property("DELAY"), message.Property("colour"))));
    }

    [Fact]
    public async Task A_slave_delivers_nothing_and_goes_on_from_its_masters_offsets_once_it_is_master()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        broker.Store.IsFollower = true;
        broker.Server.Node.Delivery.Signal();
        broker.Store.IsFollower = false;
        for (var i = 0; i < 3; i++)
            await client.SendAsync("Orders", $"m{i}", 0, null, null, ("DELAY", "2"));
        broker.Store.IsFollower = true;
        broker.Server.Node.Delivery.Signal();
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => broker.Now > broker.Store.GetTagsCode(Schedule, 1, 2) + 60_000);
        Assert.Equal(0, broker.Store.GetMaxOffset("Orders", 0));
        // What its master delivered: it sends the offsets, which a slave keeps in the file.
        var file = new Persistence.ConfigFile(broker.Folder["store/config/delayOffset.json"]);
        file.Save(new DelayOffsetSerializeWrapper { OffsetTable = new SortedDictionary<int, long> { [2] = 2 } });

        broker.Store.IsFollower = false;
        broker.Server.Node.Delivery.Signal();
        await broker.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => broker.Store.GetMaxOffset("Orders", 0) == 1);

        Assert.Equal(["m2"], Bodies(broker));
    }

    internal static StoredMessage Read(TestBroker broker, string topic, long offset) =>
        TransactionTests.Read(broker, broker.Store.GetPhysicalOffset(topic, 0, offset));

    internal static string Body(StoredMessage message) => System.Text.Encoding.UTF8.GetString(message.Body.Span);

    internal static IReadOnlyList<string> Bodies(TestBroker broker) =>
        [.. Enumerable.Range(0, (int)broker.Store.GetMaxOffset("Orders", 0)).Select(offset => Body(Read(broker, "Orders", offset)))];
}
