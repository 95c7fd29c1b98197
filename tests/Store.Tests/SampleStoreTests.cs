using System.Buffers.Binary;
using System.Text;
using RocketMQ.Model;

namespace RocketMQ.Store.Tests;

/// <summary>A folder written by a 4.9.8 broker: 4913 records of all kinds in 12 topics, two log files, four index files.</summary>
public sealed class SampleStoreTests : IDisposable
{
    private const int Records = 4913;
    private readonly StoreFolder _folder = new();

    public SampleStoreTests() => StoreFolder.CopyTree(Path.Combine(AppContext.BaseDirectory, "Data", "sample-store"), _folder.Path);

    public void Dispose() => _folder.Dispose();

    private StoreOptions Options => SampleStore.Options(_folder);

    [Fact]
    public async Task Every_message_is_served_by_queue_and_offset()
    {
        await using var store = _folder.Open(Options);
        var count = 0;
        foreach (var queue in store.Queues())
        {
            var offset = queue.MinOffset;
            while (offset < queue.MaxOffset)
            {
                using var read = store.Read(queue.Topic, queue.QueueId, offset, 32, 0, null);
                Assert.Equal(QueueReadStatus.Found, read.Status);
                foreach (var record in read.Records)
                {
                    Assert.Equal(RecordKind.Message, RecordView.Parse(record.Span, out var view));
                    Assert.Equal((queue.Topic, queue.QueueId, offset), (Encoding.UTF8.GetString(view.Topic), view.QueueId, view.QueueOffset));
                    offset++;
                    count++;
                }

                Assert.Equal(offset, read.NextBeginOffset);
            }
        }

        Assert.Equal(Records + SecondFileRecords(store), count);
    }

    [Fact]
    public async Task Every_message_is_served_by_its_position_and_by_its_keys()
    {
        await using var store = _folder.Open(Options);
        foreach (var message in AllMessages(store))
        {
            using var lease = store.ReadRecord(message.PhysicalOffset);
            Assert.Equal(message.StoreSize, lease!.Memory.Length);
            var keys = (message.Keys ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
            if (message.UniqueKey is { } unique) keys.Add(unique);
            foreach (var key in keys)
            {
                using var found = store.QueryByKey(message.Topic, key, 10_000, message.StoreTimestamp, message.StoreTimestamp);
                Assert.Contains(message.PhysicalOffset, Enumerable.Range(0, found.Count).Select(i => PositionOf(found[i])));
            }
        }
    }

    [Fact]
    public async Task Every_message_is_served_by_the_time_at_which_it_was_stored()
    {
        await using var store = _folder.Open(Options);
        foreach (var message in AllMessages(store))
        {
            var offset = store.GetOffsetByTime(message.Topic, message.QueueId, message.StoreTimestamp);
            // Several of a queue may have been stored in the same millisecond.
            using var read = store.Read(message.Topic, message.QueueId, offset, 1, int.MaxValue, null);
            Assert.Equal(QueueReadStatus.Found, read.Status);
            Assert.Equal(RecordKind.Message, RecordView.Parse(read[0].Span, out var found));
            Assert.Equal((message.StoreTimestamp, message.QueueId), (found.StoreTimestamp, found.QueueId));
        }
    }

    [Fact]
    public async Task Every_record_encodes_to_the_bytes_the_original_wrote()
    {
        await using var store = _folder.Open(Options);
        foreach (var message in AllMessages(store))
        {
            _ = RecordView.Parse(message.Record.Span, out var view);
            var content = new RecordContent
            {
                Topic = view.Topic, Body = view.Body, Properties = view.Properties, BodyCrc = BodyCrc.Of(view.Body), QueueId = view.QueueId,
                Flag = view.Flag, SystemFlags = view.SystemFlags, QueueOffset = view.QueueOffset, PhysicalOffset = view.PhysicalOffset,
                BornTimestamp = view.BornTimestamp, BornHost = view.BornHost, StoreTimestamp = view.StoreTimestamp, StoreHost = view.StoreHost,
                ReconsumeTimes = view.ReconsumeTimes, PreparedTransactionOffset = view.PreparedTransactionOffset,
            };
            var encoded = new byte[MessageRecordCodec.Measure(content)];
            _ = MessageRecordCodec.Write(encoded, content);
            Assert.True(message.Record.Span.SequenceEqual(encoded), $"record at {message.PhysicalOffset}");
        }
    }

    [Fact]
    public async Task The_store_goes_on_being_written()
    {
        long end;
        await using (var store = _folder.Open(Options))
        {
            end = store.MaxPhysicalOffset;
            var next = store.GetMaxOffset("CapTopic", 1);
            var result = store.Put("more", "CapTopic", 1, "KEYS\u0001mine");
            Assert.Equal((end, next), (result.PhysicalOffset, result.QueueOffset));
            Assert.Equal(["more"], store.ByKey("mine", "CapTopic"));
        }

        await using var again = _folder.Open(Options);
        Assert.True(again.MaxPhysicalOffset > end);
        Assert.Equal(["more"], again.ByKey("mine", "CapTopic"));
        Assert.Equal(["more"], again.Bodies("CapTopic", 1, again.GetMaxOffset("CapTopic", 1) - 1));
    }

    [Fact]
    public async Task What_is_appended_stands_in_the_files_as_the_original_would_have_put_it()
    {
        var kept = ReadTree(_folder.Path);
        var appended = new List<AppendResult>();
        await using (var store = _folder.Open(Options))
        {
            // Over the end of a log file, of an index file and of a queue file.
            for (var i = 0; i < 2500; i++) appended.Add(store.Put(new string('x', 300), "CapTopic", 1, $"TAGS\u0001TagA\u0002KEYS\u0001more{i}"));
        }

        var files = ReadTree(_folder.Path);
        var log = string.Concat("commitlog", Path.DirectorySeparatorChar);
        foreach (var (name, content) in kept.Where(file => file.Key.StartsWith(log, StringComparison.Ordinal)))
        {
            // What the original wrote is untouched, up to the end of its log.
            var length = (int)Math.Min(content.Length, appended[0].PhysicalOffset - long.Parse(Path.GetFileName(name), System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(content.AsSpan(0, length).SequenceEqual(files[name].AsSpan(0, length)), name);
        }

        Assert.All(files.Where(file => file.Key.StartsWith("index", StringComparison.Ordinal)), file => Assert.Equal(40 + (1000 * 4) + (4000 * 20), file.Value.Length));
        foreach (var result in appended)
        {
            var file = result.PhysicalOffset / SampleStore.LogFileSize * SampleStore.LogFileSize;
            var record = files[$"{log}{file:D20}"].AsSpan((int)(result.PhysicalOffset - file), result.Size);
            Assert.Equal((result.Size, unchecked((int)0xDAA320A7)), (BinaryPrimitives.ReadInt32BigEndian(record), BinaryPrimitives.ReadInt32BigEndian(record[4..])));
            var at = result.QueueOffset * 20;
            var entry = files[Path.Combine("consumequeue", "CapTopic", "1", $"{at / 6000 * 6000:D20}")].AsSpan((int)(at % 6000), 20);
            Assert.Equal(result.PhysicalOffset, BinaryPrimitives.ReadInt64BigEndian(entry));
            Assert.Equal(result.Size, BinaryPrimitives.ReadInt32BigEndian(entry[8..]));
            Assert.Equal("TagA".Aggregate(0, (hash, letter) => (31 * hash) + letter), BinaryPrimitives.ReadInt64BigEndian(entry[12..]));
        }
    }

    [Fact]
    public async Task Queues_and_index_rebuilt_from_the_log_are_byte_for_byte_those_the_original_wrote()
    {
        var kept = ReadTree(Path.Combine(_folder.Path, "consumequeue"));
        var keptIndex = ReadTree(Path.Combine(_folder.Path, "index")).OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        Directory.Delete(Path.Combine(_folder.Path, "consumequeue"), recursive: true);
        Directory.Delete(Path.Combine(_folder.Path, "index"), recursive: true);
        await using (_folder.Open(Options, new StoreHooks { TagsCodes = new SampleStore.DeliverTimes() })) { }
        var rebuilt = ReadTree(Path.Combine(_folder.Path, "consumequeue"));
        Assert.Equal(kept.Keys.Order(StringComparer.Ordinal), rebuilt.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, content) in kept) Assert.True(content.AsSpan().SequenceEqual(rebuilt[name]), name);
        var rebuiltIndex = ReadTree(Path.Combine(_folder.Path, "index")).OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(keptIndex.Count, rebuiltIndex.Count);
        for (var i = 0; i < keptIndex.Count; i++)
            Assert.True(keptIndex[i].Value.AsSpan().SequenceEqual(rebuiltIndex[i].Value), $"index file {i} differs at byte {keptIndex[i].Value.AsSpan().CommonPrefixLength(rebuiltIndex[i].Value)}");
    }

    [Fact]
    public async Task A_crash_of_the_original_is_recovered_from()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "abort"), []);
        await using var store = _folder.Open(Options);
        Assert.Equal(Records, AllMessages(store).Count(message => message.PhysicalOffset < 1048576));
        foreach (var message in AllMessages(store).Where(message => message.UniqueKey is not null).TakeLast(50))
        {
            using var found = store.QueryByKey(message.Topic, message.UniqueKey!, 1000, 0, long.MaxValue);
            Assert.Contains(message.PhysicalOffset, Enumerable.Range(0, found.Count).Select(i => PositionOf(found[i])));
        }
    }

    private static Dictionary<string, byte[]> ReadTree(string root) =>
        Directory.GetFiles(root, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(root, path), File.ReadAllBytes);

    private static long PositionOf(ReadOnlyMemory<byte> record)
    {
        _ = RecordView.Parse(record.Span, out var view);
        return view.PhysicalOffset;
    }

    private static int SecondFileRecords(MessageStore store) => AllMessages(store).Count(message => message.PhysicalOffset >= 1048576);

    private static List<StoredMessage> AllMessages(MessageStore store)
    {
        var messages = new List<StoredMessage>();
        for (var at = store.MinPhysicalOffset; at < store.MaxPhysicalOffset;)
        {
            using var lease = store.ReadRecord(at);
            if (lease is null)
            {
                at = (at / 1048576 * 1048576) + 1048576;
                continue;
            }

            Assert.True(MessageRecordCodec.TryRead(lease.Memory.ToArray(), out var message, out var size));
            messages.Add(message!);
            at += size;
        }

        return messages;
    }
}
