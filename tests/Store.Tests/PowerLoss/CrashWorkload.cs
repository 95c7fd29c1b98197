using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Model;
using RocketMQ.Testing;

namespace RocketMQ.Store.Tests.PowerLoss;

/// <summary>
/// A store on a simulated disk and random work on it: appends of all sizes, batches, waits for the disk, background flushes, topics
/// that go and come back, files that expire.
/// </summary>
internal sealed class CrashWorkload(Random random, CrashModel firstModel)
{
    public static readonly string Root = "/data/store";

    private static readonly string[] Topics = ["orders", "payments", CrashModel.FleetingTopic];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(20)));
    private readonly int _logFileSize = random.Next(2) == 0 ? 16384 : 32768;
    private readonly int _queueFileSize = random.Next(2) == 0 ? 400 : 10_000;
    private CrashModel _model = firstModel;
    private int _number;

    /// <summary>Whether a topic is deleted now and then; after a crash it may or may not come back.</summary>
    public bool DeletesTopics { get; init; } = true;

    public StoreOptions Options => new()
    {
        StorePathRootDir = Root, MappedFileSizeCommitLog = _logFileSize, MappedFileSizeConsumeQueue = _queueFileSize, MaxHashSlotNum = 20, MaxIndexNum = 120,
        FlushDiskType = FlushDiskType.SyncFlush, DiskSpaceWarningLevelRatio = 100, DiskMaxUsedSpaceRatio = 100,
        DeleteCommitLogFilesInterval = 0,
    };

    public MessageStore Open(SimulatedDisk disk) => MessageStore.Open(Options, null, disk, _clock, NullLoggerFactory.Instance);

    /// <summary>What is known from here on.</summary>
    public void GoOnWith(CrashModel model) => _model = model;

    /// <summary>Does so many random things.</summary>
    public async Task RunAsync(MessageStore store, SimulatedDisk disk, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            switch (random.Next(40))
            {
                case < 24:
                    AppendOne(store);
                    break;
                case < 28:
                    AppendBatch(store);
                    break;
                case < 34:
                    await AcknowledgeAsync(store);
                    break;
                case < 37:
                    _clock.Advance(TimeSpan.FromSeconds(random.Next(3)));
                    break;
                case 37:
                    // Long enough for the checkpoint.
                    _clock.Advance(TimeSpan.FromSeconds(61));
                    break;
                case 38 when random.Next(4) == 0 && DeletesTopics:
                    _ = store.DestroyQueues(CrashModel.FleetingTopic);
                    // A moment taken meanwhile may have the topic or not; then this only keeps the check from looking at it.
                    _model.FleetingSince = store.MaxPhysicalOffset;
                    break;
                case 39 when random.Next(4) == 0:
                    Expire(store, disk);
                    break;
            }
        }
    }

    /// <summary>Appends and waits until the disk has it; everything before is acknowledged with it.</summary>
    public async Task AcknowledgeAsync(MessageStore store)
    {
        var end = AppendOne(store);
        Assert.Equal(FlushStatus.Flushed, await store.WhenFlushedAsync(end));
        _model.Acknowledged = end;
    }

    /// <summary>Appends while the disk fails, so that nobody is told it is safe, and waits until the disk works again.</summary>
    public async Task FailToFlushAsync(MessageStore store, SimulatedDisk disk)
    {
        disk.FailsFlushes = true;
        _ = AppendOne(store);
        Assert.Equal(FlushStatus.TimedOut, await store.WhenFlushedAsync(AppendOne(store)));
        // Queues and index meet the same trouble.
        _clock.Advance(TimeSpan.FromSeconds(61));
        disk.FailsFlushes = false;
        await Eventually.HoldsAsync("store that takes messages again", () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(store.Health == StoreHealth.Writable);
        });
    }

    public long AppendOne(MessageStore store)
    {
        var size = random.Next(12) == 0 ? random.Next(6000) : random.Next(300);
        var result = store.Put(new string('b', size), Topics[random.Next(Topics.Length)], random.Next(2), Properties(), Flags());
        Assert.True(result.IsStored, result.Problem);
        _model.Add(store, result.PhysicalOffset);
        return result.EndOffset;
    }

    private void AppendBatch(MessageStore store)
    {
        var body = new List<byte>();
        var count = random.Next(1, 6);
        for (var i = 0; i < count; i++)
        {
            var (text, properties) = (new byte[random.Next(400)], Encoding.UTF8.GetBytes(Properties()));
            random.NextBytes(text);
            var item = new byte[BatchCodec.Measure(text.Length, properties.Length)];
            _ = BatchCodec.Write(item, 0, text, properties);
            body.AddRange(item);
        }

        var offsets = new long[count];
        var result = store.AppendBatch(
            new MessageAppend { Topic = Topics[random.Next(Topics.Length)], QueueId = 0, Body = body.ToArray(), BornHost = StoreFolder.Host, StoreHost = StoreFolder.Host },
            offsets);
        // Larger than a log file.
        if (result.Status == AppendStatus.SegmentCreateFailed) return;
        Assert.True(result.IsStored, result.Problem);
        foreach (var offset in offsets) _model.Add(store, offset);
    }

    private void Expire(MessageStore store, SimulatedDisk disk)
    {
        // What may go: every file but the last. The moment may be taken in the middle, so this is noted first.
        _model.MayBeginAt = store.MaxPhysicalOffset / _logFileSize * _logFileSize;
        disk.LastWriteMillis = 0;
        _ = store.DeleteExpiredFiles();
        disk.LastWriteMillis = long.MaxValue;
        _model.MayBeginAt = store.MinPhysicalOffset;
    }

    private string Properties()
    {
        var number = (++_number).ToString(CultureInfo.InvariantCulture);
        var text = $"KEYS\u0001k{number} shared{random.Next(5)}\u0002UNIQ_KEY\u0001u{number}";
        return random.Next(15) == 0 ? $"{text}\u0002p\u0001{new string('p', random.Next(6000))}" : text;
    }

    private SystemFlags Flags() => random.Next(10) == 0 ? SystemFlags.TransactionPrepared : 0;
}
