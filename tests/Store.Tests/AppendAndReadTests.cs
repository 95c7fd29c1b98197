using System.Globalization;
using System.Text;
using RocketMQ.Model;
using RocketMQ.Testing;

namespace RocketMQ.Store.Tests;

public sealed class AppendAndReadTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_are_visible_in_order_as_soon_as_append_returns()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i, store.Put($"m{i}").QueueOffset);
            Assert.Equal(i + 1, store.GetMaxOffset("T", 0));
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"m{i}"), store.Bodies());
    }

    [Fact]
    public async Task The_next_log_file_is_made_long_before_it_is_needed()
    {
        await using var store = _folder.Open();
        store.Put("a");

        var next = Path.Combine(_folder.LogPath, $"{64 * 1024:D20}");
        await Testing.Eventually.HoldsAsync("next log file in its full length", () => Task.FromResult(File.Exists(next) && new FileInfo(next).Length == 64 * 1024));
        Assert.True(store.MaxPhysicalOffset < 1024);
    }

    [Fact]
    public async Task A_full_file_ends_with_a_blank_mark_and_the_next_begins_with_the_record()
    {
        await using var store = _folder.Open();
        var body = new string('x', 20_000);
        var results = Enumerable.Range(0, 5).Select(_ => store.Put(body)).ToList();
        Assert.Equal(65536, results[3].PhysicalOffset);
        var firstEnd = (int)results[2].EndOffset;
        using var lease = store.ReadRaw(firstEnd, 8)!;
        Assert.Equal(RecordKind.Blank, RecordView.Parse(lease.Span, out _));
        Assert.Equal(65536 - firstEnd, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(lease.Span));
        Assert.Equal(5, store.Bodies().Length);
    }

    [Theory]
    [InlineData(8, 0)] // exactly eight bytes stay free
    [InlineData(7, 1)] // seven would: the record moves on
    public async Task A_record_leaves_at_least_eight_bytes_at_the_end_of_a_file(int free, int file)
    {
        await using var store = _folder.Open();
        var first = store.Put("a");
        var second = store.Put(new string('b', 65536 - (int)first.EndOffset - 92 - free));
        Assert.Equal(file, second.PhysicalOffset / 65536);
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart_and_goes_on()
    {
        await using (var store = _folder.Open())
        {
            for (var i = 0; i < 1000; i++) store.Put($"m{i}", properties: $"KEYS\u0001k{i}");
        }

        Assert.False(File.Exists(Path.Combine(_folder.Path, "abort")));
        await using var again = _folder.Open();
        Assert.Equal(1000, again.Put("next").QueueOffset);
        Assert.Equal([.. Enumerable.Range(0, 1000).Select(i => $"m{i}"), "next"], again.Bodies());
        Assert.Equal(["m777"], again.ByKey("k777"));
        Assert.Equal(again.MaxPhysicalOffset, again.DispatchedOffset);
    }

    [Fact]
    public async Task Appends_from_many_threads_get_offsets_without_gaps()
    {
        await using var store = _folder.Open();
        var threads = Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            Enumerable.Range(0, 500).Select(i => store.Put($"{thread}-{i}", queue: i % 3)).ToList())).ToArray();
        var results = (await Task.WhenAll(threads)).SelectMany(list => list).ToList();
        Assert.All(results, result => Assert.Equal(AppendStatus.Stored, result.Status));
        // A backlog is dispatched on the thread pool.
        await Eventually.HoldsAsync("end of dispatch", () => Task.FromResult(store.DispatchedOffset == store.MaxPhysicalOffset));
        var bodies = Enumerable.Range(0, 3).SelectMany(queue => store.Bodies(queue: queue)).ToList();
        Assert.Equal(4000, bodies.Count);
        Assert.Equal(4000, bodies.Distinct().Count());
        Assert.Equal(4000, store.Queues("T").Sum(queue => queue.MaxOffset));
        for (var queue = 0; queue < 3; queue++)
        {
            for (var thread = 0; thread < 8; thread++)
            {
                var own = store.Bodies(queue: queue).Where(body => body.StartsWith($"{thread}-", StringComparison.Ordinal)).ToList();
                Assert.Equal(own.OrderBy(body => int.Parse(body[2..], CultureInfo.InvariantCulture)), own);
            }
        }
    }

    [Fact]
    public async Task A_batch_is_stored_as_consecutive_records_with_the_batch_properties_added()
    {
        await using var store = _folder.Open();
        store.Put("before");
        var body = Batch(("b0", "a\u00011"), ("b1", "a\u00012\u0002"), ("b2", ""));
        var offsets = new long[8];
        var result = store.AppendBatch(
            new MessageAppend { Topic = "T", QueueId = 0, Body = body, Properties = "CLUSTER\u0001c"u8, BornHost = StoreFolder.Host, StoreHost = StoreFolder.Host },
            offsets);
        Assert.Equal((AppendStatus.Stored, 3, 1L), (result.Status, result.Count, result.QueueOffset));
        Assert.Equal(["before", "b0", "b1", "b2"], store.Bodies());
        var properties = offsets[..3].Select(offset =>
        {
            using var lease = store.ReadRecord(offset);
            _ = MessageRecordCodec.TryRead(lease!.Memory, out var message, out _);
            Assert.True(message!.HasValidCrc);
            return message.PropertiesText;
        });
        Assert.Equal(["a\u00011\u0002CLUSTER\u0001c", "a\u00012\u0002CLUSTER\u0001c", "CLUSTER\u0001c"], properties);
    }

    [Fact]
    public async Task A_batch_never_spans_two_files()
    {
        await using var store = _folder.Open();
        store.Put(new string('x', 60_000));
        var offsets = new long[3];
        var big = new string('y', 2000);
        var result = store.AppendBatch(
            new MessageAppend { Topic = "T", QueueId = 0, Body = Batch((big, ""), (big, ""), (big, "")), BornHost = StoreFolder.Host, StoreHost = StoreFolder.Host },
            offsets);
        Assert.Equal(65536, result.PhysicalOffset);
        Assert.Equal([65536, 65536 + 2092, 65536 + (2 * 2092)], offsets);
    }

    [Fact]
    public async Task What_breaks_a_limit_is_refused_by_name()
    {
        await using var store = _folder.Open(_folder.Options with { MaxMessageSize = 10 });
        Assert.Contains("maxMessageSize allows 10", store.Put("12345678901").Problem, StringComparison.Ordinal);
        Assert.Contains("properties have 32768 bytes", store.Put("x", properties: new string('p', 32768)).Problem, StringComparison.Ordinal);
        Assert.Contains("'/' (U+002F)", store.Put("x", topic: "a/../x").Problem, StringComparison.Ordinal);
        Assert.Contains("zero byte (U+0000)", store.Put("x", properties: "a\u0001\0").Problem, StringComparison.Ordinal);
        Assert.Contains("Queue id -1", store.Put("x", queue: -1).Problem, StringComparison.Ordinal);
        var broken = store.AppendBatch(new MessageAppend { Topic = "T", QueueId = 0, Body = [1, 2, 3] }, []);
        Assert.Equal(AppendStatus.MessageIllegal, broken.Status);
        Assert.Equal(0, store.MaxPhysicalOffset);
        Assert.Empty(store.Queues());
    }

    [Fact]
    public async Task A_batch_with_a_zero_byte_in_its_properties_is_refused()
    {
        await using var store = _folder.Open();
        var withZero = store.AppendBatch(new MessageAppend { Topic = "T", QueueId = 0, Body = Batch(("a", ""), ("b", "a\u0001\0")) }, []);
        Assert.Equal(AppendStatus.MessageIllegal, withZero.Status);
        Assert.Contains("zero byte (U+0000)", withZero.Problem, StringComparison.Ordinal);
        Assert.Equal(0, store.MaxPhysicalOffset);
    }

    [Fact]
    public async Task A_record_larger_than_a_log_file_is_refused()
    {
        await using var store = _folder.Open();
        Assert.Equal(AppendStatus.MessageIllegal, store.Put(new string('x', 70_000)).Status);
        Assert.Equal(AppendStatus.Stored, store.Put("small").Status);
        Assert.Equal(AppendStatus.MessageIllegal, store.Put(new string('x', 70_000)).Status);
        Assert.Equal(AppendStatus.Stored, store.Put("behind").Status);
        Assert.Equal(["small", "behind"], store.Bodies());
    }

    [Fact]
    public async Task Prepared_and_rolled_back_records_are_in_the_log_and_not_in_the_queue()
    {
        await using var store = _folder.Open();
        store.Put("p", flags: SystemFlags.TransactionPrepared, properties: "KEYS\u0001k");
        store.Put("r", flags: SystemFlags.TransactionRollback, properties: "KEYS\u0001k");
        store.Put("c", flags: SystemFlags.TransactionCommit, properties: "KEYS\u0001k");
        Assert.Equal(["c"], store.Bodies());
        Assert.Equal(["p", "c"], store.ByKey("k"));
    }

    [Theory]
    [InlineData("Missing", 0, QueueReadStatus.NoMatchedLogicQueue, 0)]
    [InlineData("T", 3, QueueReadStatus.OffsetOverflowOne, 3)]
    [InlineData("T", 9, QueueReadStatus.OffsetOverflowBadly, 3)]
    [InlineData("T", -1, QueueReadStatus.OffsetTooSmall, 0)]
    public async Task Offsets_outside_the_queue_are_told_apart(string topic, long offset, QueueReadStatus status, long next)
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 3; i++) store.Put("m");
        using var result = store.Read(topic, 0, offset, 32, 0, null);
        Assert.Equal((status, next), (result.Status, result.NextBeginOffset));
    }

    [Fact]
    public async Task A_tag_filter_passes_matches_and_moves_on_over_the_rest()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 2000; i++) store.Put($"m{i}", properties: i % 1000 == 999 ? "TAGS\u0001TagA" : "TAGS\u0001TagB");
        var filter = TagFilter.ForTags(["TagA"]);
        using (var nothing = store.Read("T", 0, 0, 32, 0, filter))
        {
            Assert.Equal((QueueReadStatus.NoMatchedMessage, 800L), (nothing.Status, nothing.NextBeginOffset));
        }

        Assert.Equal(["m999", "m1999"], store.Bodies(filter: filter));
        Assert.Null(TagFilter.ForTags(["*"]));
    }

    [Fact]
    public async Task A_read_keeps_to_its_count_and_bytes_but_always_returns_one()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 10; i++) store.Put(new string('x', 908));
        using var three = store.Read("T", 0, 0, 3, 0, null);
        Assert.Equal((3, 3L), (three.Count, three.NextBeginOffset));
        using var bytes = store.Read("T", 0, 0, 32, 2500, null);
        Assert.Equal((2, 2000), (bytes.Count, bytes.TotalBytes));
        using var one = store.Read("T", 0, 5, 32, 10, null);
        Assert.Equal((1, 6L), (one.Count, one.NextBeginOffset));
    }

    [Fact]
    public async Task Only_the_first_byte_of_a_record_opens_it()
    {
        await using var store = _folder.Open();
        var result = store.Put("hello");
        for (var offset = result.PhysicalOffset + 1; offset <= result.EndOffset; offset++) Assert.Null(store.ReadRecord(offset));
        Assert.Null(store.ReadRecord(-1));
        Assert.Null(store.ReadRecord(long.MaxValue));
        using var lease = store.ReadRecord(result.PhysicalOffset);
        Assert.Equal("hello", StoreTestExtensions.BodyOf(lease!.Memory));
    }

    [Fact]
    public async Task A_destroyed_topic_starts_over_and_others_stay()
    {
        await using var store = _folder.Open();
        store.Put("old", queue: 0);
        store.Put("old", queue: 1);
        store.Put("other", topic: "U");
        Assert.Equal(2, store.DestroyQueues("T"));
        Assert.Equal(0, store.DestroyQueues("T"));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "consumequeue", "T")));
        Assert.Equal(0, store.Put("new").QueueOffset);
        Assert.Equal(["new"], store.Bodies());
        Assert.Equal(["other"], store.Bodies("U"));
    }

    [Fact]
    public async Task Listeners_hear_of_each_message_once_and_in_order()
    {
        var arrivals = new Arrivals();
        await using (var store = _folder.Open(hooks: new StoreHooks { Arrivals = arrivals }))
        {
            store.Put("a", properties: "TAGS\u0001TagA");
            store.Put("b", queue: 2);
            store.Put("p", flags: SystemFlags.TransactionPrepared);
        }

        await using var again = _folder.Open(hooks: new StoreHooks { Arrivals = arrivals });
        Assert.Equal([("T", 0, 1L, 2598919L), ("T", 2, 1L, 0L)], arrivals.Heard);
    }

    [Fact]
    public async Task A_listener_that_throws_or_appends_does_no_harm()
    {
        var arrivals = new Arrivals();
        await using var store = _folder.Open(hooks: new StoreHooks { Arrivals = arrivals });
        arrivals.Then = arrival =>
        {
            if (arrival.Topic != "T") return;
            store.Put("echo", topic: "Echo");
            throw new InvalidOperationException("a listener's fault");
        };
        Assert.True(store.Put("a").IsStored);
        Assert.True(store.Put("b").IsStored);
        Assert.Equal(["a", "b"], store.Bodies());
        Assert.Equal(["echo", "echo"], store.Bodies("Echo"));
    }

    [Fact]
    public async Task A_closed_store_refuses_politely()
    {
        var store = _folder.Open();
        store.Put("a");
        await store.DisposeAsync();
        await store.DisposeAsync();
        Assert.Equal(AppendStatus.ShuttingDown, store.Put("b").Status);
        Assert.Equal(StoreHealth.Stopped, store.Health);
        using var read = store.Read("T", 0, 0, 1, 0, null);
        Assert.NotEqual(QueueReadStatus.Found, read.Status);
        Assert.Null(store.ReadRecord(0));
    }

    [Fact]
    public async Task Figures_count_what_happened()
    {
        await using var store = _folder.Open(_folder.Options with { MaxMessageSize = 100 });
        var size = store.Put("a").Size;
        store.Put(new string('x', 200));
        _ = store.Bodies();
        var figures = store.GetStatistics();
        Assert.Equal((1L, (long)size, 1L), (figures.PutMessageTimesTotal, figures.PutMessageSizeTotal, figures.PutMessageFailedTimes));
        Assert.Equal(1, figures.PutMessageDistribution.Sum());
        Assert.Equal((1L, 1L, 0L), (figures.GetFoundTimesTotal, figures.GetMessagesTransferredTotal, figures.DispatchBehindBytes));
    }

    private static byte[] Batch(params (string Body, string Properties)[] items)
    {
        var body = new List<byte>();
        foreach (var item in items)
        {
            var (text, properties) = (Encoding.UTF8.GetBytes(item.Body), Encoding.UTF8.GetBytes(item.Properties));
            var bytes = new byte[BatchCodec.Measure(text.Length, properties.Length)];
            _ = BatchCodec.Write(bytes, 0, text, properties);
            body.AddRange(bytes);
        }

        return [.. body];
    }

    private sealed class Arrivals : IMessageArrivalListener
    {
        public List<(string, int, long, long)> Heard { get; } = [];

        public Action<MessageArrival>? Then { get; set; }

        public void OnArrived(in MessageArrival arrival)
        {
            Heard.Add((arrival.Topic, arrival.QueueId, arrival.MaxOffset, arrival.TagsCode));
            Then?.Invoke(arrival);
        }
    }
}
