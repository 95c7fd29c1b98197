using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Model;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests;

/// <summary>
/// Appends every message of the folder that a 4.9.8 broker wrote once more, at the times and from the hosts it had, and compares the
/// files byte for byte.
/// </summary>
public sealed class GoldenReplayTests : IDisposable
{
    /// <summary>What the original appends to each item of a batch.</summary>
    private static readonly byte[] BatchSuffix = Encoding.UTF8.GetBytes("CLUSTER\u0001DefaultCluster\u0002WAIT\u0001true");

    private readonly string _original = Path.Combine(AppContext.BaseDirectory, "Data", "sample-store");
    private readonly StoreFolder _folder = new();
    private readonly RecordTime _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_queues_index_and_checkpoint_are_byte_for_byte_those_of_the_original()
    {
        var (singles, batches) = (0, 0);
        await using (var store = MessageStore.Open(
            SampleStore.Options(_folder), new StoreHooks { TagsCodes = new SampleStore.DeliverTimes() }, new LocalFiles(), _clock, NullLoggerFactory.Instance))
        {
            var records = SampleStore.Records(_original).ToList();
            for (var at = 0; at < records.Count;)
            {
                var count = BatchLength(records, at);
                _clock.Millis = records[at].StoreTimestamp;
                var result = count > 1 ? AppendBatch(store, records.GetRange(at, count)) : store.Append(ToAppend(records[at], records[at].Body.Span, Properties(records[at])));
                Assert.True(result.IsStored, result.Problem);
                Assert.Equal((records[at].PhysicalOffset, records[at].QueueOffset), (result.PhysicalOffset, result.QueueOffset));
                _ = count > 1 ? batches++ : singles++;
                at += count;
            }
        }

        Assert.True(singles > 1000 && batches > 0, $"{singles} messages and {batches} batches");
        AssertSame("commitlog", byName: true);
        AssertSame("consumequeue", byName: true);
        // Index files are named after the time they were made.
        AssertSame("index", byName: false);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_original, "checkpoint"))[24..], File.ReadAllBytes(Path.Combine(_folder.Path, "checkpoint"))[24..]);
        Assert.Equal("lock", File.ReadAllText(Path.Combine(_folder.Path, "lock")));
    }

    private static int BatchLength(List<StoredMessage> records, int at)
    {
        var first = records[at];
        var count = 0;
        while (at + count < records.Count && Properties(records[at + count]).EndsWith(BatchSuffix) && records[at + count] is var next
            && (next.Topic, next.QueueId, next.StoreTimestamp, next.BornTimestamp, next.QueueOffset) == (first.Topic, first.QueueId, first.StoreTimestamp, first.BornTimestamp, first.QueueOffset + count))
            count++;
        return Math.Max(1, count);
    }

    private static AppendResult AppendBatch(MessageStore store, List<StoredMessage> records)
    {
        var body = new List<byte>();
        foreach (var record in records)
        {
            var own = Properties(record)[..^BatchSuffix.Length];
            if (!own.IsEmpty && own[^1] == 2) own = own[..^1];
            var item = new byte[BatchCodec.Measure(record.Body.Length, own.Length)];
            _ = BatchCodec.Write(item, record.Flag, record.Body.Span, own);
            body.AddRange(item);
        }

        return store.AppendBatch(ToAppend(records[0], body.ToArray(), BatchSuffix), []);
    }

    private static MessageAppend ToAppend(StoredMessage record, ReadOnlySpan<byte> body, ReadOnlySpan<byte> properties) => new()
    {
        Topic = record.Topic, QueueId = record.QueueId, Flag = record.Flag, SystemFlags = record.SystemFlags, BornTimestamp = record.BornTimestamp,
        BornHost = HostAddress.From(record.BornHost), StoreHost = HostAddress.From(record.StoreHost), ReconsumeTimes = record.ReconsumeTimes,
        PreparedTransactionOffset = record.PreparedTransactionOffset, Body = body, Properties = properties,
    };

    private static ReadOnlySpan<byte> Properties(StoredMessage record)
    {
        _ = RecordView.Parse(record.Record.Span, out var view);
        return view.Properties;
    }

    private void AssertSame(string folder, bool byName)
    {
        var (expected, actual) = (Files(Path.Combine(_original, folder)), Files(Path.Combine(_folder.Path, folder)));
        if (byName) Assert.Equal(expected.Select(file => file.Name), actual.Select(file => file.Name));
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (left, right) in expected.Zip(actual))
            Assert.True(left.Content.AsSpan().SequenceEqual(right.Content), $"{folder} {left.Name} differs at byte {left.Content.AsSpan().CommonPrefixLength(right.Content)}");
    }

    /// <summary>All but files of zeros: the next log file may have been made ahead of need already, as the original does.</summary>
    private static List<(string Name, byte[] Content)> Files(string root) =>
        [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (Name: Path.GetRelativePath(root, path), Content: File.ReadAllBytes(path)))
            .Where(file => file.Content.AsSpan().ContainsAnyExcept((byte)0))];

    private sealed class RecordTime : TimeProvider
    {
        public long Millis { get; set; } = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

        public override long TimestampFrequency => 1000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Millis);

        public override long GetTimestamp() => Millis;
    }
}
