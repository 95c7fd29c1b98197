using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests;

/// <summary>What reading costs: no copies, few looks, and few files open.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    private MessageStore Open(StoreOptions options) => MessageStore.Open(options, null, _disk, _clock, NullLoggerFactory.Instance);

    [Fact]
    public async Task What_a_read_allocates_does_not_grow_with_the_bytes_read()
    {
        await using var store = Open(_folder.Options with { MappedFileSizeCommitLog = 1024 * 1024 });
        for (var i = 0; i < 32; i++)
        {
            store.Put("small", topic: "Small");
            store.Put(new string('x', 7000), topic: "Large");
        }

        _ = (Cost("Small"), Cost("Large"));
        var (small, large) = (Cost("Small"), Cost("Large"));
        Assert.True(large.Bytes > small.Bytes + 200_000);
        Assert.InRange(large.Allocated, 0, small.Allocated + 500);

        (int Bytes, long Allocated) Cost(string topic)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var result = store.Read(topic, 0, 0, 32, 1024 * 1024, null);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(32, result.Count);
            return (result.TotalBytes, allocated);
        }
    }

    [Fact]
    public async Task Records_that_were_read_are_the_mapped_log_itself()
    {
        await using var store = _folder.Open();
        var positions = Enumerable.Range(0, 20).Select(i => store.Put(new string('x', 6000 + i)).PhysicalOffset).ToList();

        using var result = store.Read("T", 0, 0, 32, 1024 * 1024, null);

        Assert.Equal(positions.Count, result.Count);
        foreach (var (record, position) in result.Records.Zip(positions))
        {
            Assert.True(MemoryMarshal.TryGetMemoryManager<byte, MappedFile>(record, out var file, out var start, out _));
            Assert.Equal(position, long.Parse(Path.GetFileName(file.Path), CultureInfo.InvariantCulture) + start);
        }
    }

    [Fact]
    public async Task A_time_is_found_by_bisection()
    {
        const int Count = 50_000;
        await using var store = Open(_folder.Options with { MappedFileSizeCommitLog = 16 * 1024 * 1024, MappedFileSizeConsumeQueue = 200_000 });
        var start = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < Count; i++)
        {
            store.Put("m");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        _disk.ForgetReads();
        Assert.Equal(12_345, store.GetOffsetByTime("T", 0, start + 12_345));
        // 16 halvings of 50,000, each one look at an entry and at most two at its record, and two comparisons at the end.
        Assert.InRange(_disk.ReadsOf("commitlog"), 1, 2 * 18);
        Assert.InRange(_disk.ReadsOf("consumequeue"), 1, 18);
    }

    [Fact]
    public async Task A_query_looks_into_as_many_index_files_as_its_time_needs()
    {
        await using var store = Open(_folder.Options);
        var times = new List<long>();
        for (var i = 0; i < 1500; i++)
        {
            times.Add(_clock.GetUtcNow().ToUnixTimeMilliseconds());
            store.Put($"m{i}", properties: "KEYS\u0001k");
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        var files = Directory.GetFiles(Path.Combine(_folder.Path, "index")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(4, files.Count);
        Assert.Equal((1500, "m0"), Find(0, long.MaxValue));
        Assert.Equal((101, "m200"), Find(times[200], times[300]));
        Assert.Equal((401, "m300"), Find(times[300], times[700]));

        _disk.ForgetReads();
        Assert.Equal((10, "m1490"), Find(times[1490], long.MaxValue));
        // Of the others only the header says that they need not be looked into.
        Assert.All(files[..3], file => Assert.InRange(_disk.ReadsOf(file), 0, 4));

        (int Count, string First) Find(long begin, long end)
        {
            using var result = store.QueryByKey("T", "k", 2000, begin, end);
            return (result.Count, StoreTestExtensions.BodyOf(result[0]));
        }
    }

    [Fact]
    public async Task Thousands_of_queues_share_a_few_mappings()
    {
        const int Queues = 200;
        var options = _folder.Options with { MappedQueueFiles = 16 };
        await using (var store = Open(options))
        {
            for (var i = 0; i < 600; i++) Assert.Equal(i / Queues, store.Put($"m{i}", queue: i % Queues).QueueOffset);
            Assert.InRange(store.MappedQueueFiles, 1, 16);
            for (var queue = 0; queue < Queues; queue++)
                Assert.Equal([$"m{queue}", $"m{queue + Queues}", $"m{queue + (2 * Queues)}"], store.Bodies(queue: queue));
            Assert.InRange(store.MappedQueueFiles, 1, 16);
        }

        await using var again = Open(options);
        Assert.Equal(0, again.MappedQueueFiles);
        Assert.Equal(3, again.Put("next", queue: 7).QueueOffset);
        Assert.Equal(["m7", "m207", "m407", "next"], again.Bodies(queue: 7));
        Assert.Equal(1, again.MappedQueueFiles);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, again.MappedQueueFiles);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, again.MappedQueueFiles);
    }

    [Fact]
    public async Task Queues_fall_asleep_under_readers_and_writers_without_harm()
    {
        const int Queues = 32;
        const int Each = 300;
        await using var store = Open(_folder.Options with { MappedQueueFiles = 2 });
        var writers = Enumerable.Range(0, 2).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Each * Queues / 2; i++) Assert.True(store.Put("m", queue: ((i * 2) + writer) % Queues).IsStored);
        })).ToList();
        var done = Task.WhenAll(writers);
        var reader = Task.Run(() =>
        {
            for (var i = 0; !done.IsCompleted; i++)
            {
                using var read = store.Read("T", i % Queues, 0, 32, 0, null);
                Assert.All(read.Records, record => Assert.Equal("m", StoreTestExtensions.BodyOf(record)));
            }
        });
        await Task.WhenAll(done, reader);
        // Whoever dispatches may be behind the writers for a moment.
        await Testing.Eventually.HoldsAsync("visible messages", () => Task.FromResult(store.DispatchedOffset == store.MaxPhysicalOffset));
        for (var queue = 0; queue < Queues; queue++) Assert.Equal(Each, store.Bodies(queue: queue).Length);
    }

    [Fact]
    public async Task A_queue_file_that_cannot_be_mapped_again_is_an_error_and_not_an_empty_queue()
    {
        await using var store = Open(_folder.Options with { MappedQueueFiles = 1 });
        store.Put("a", queue: 1);
        store.Put("b", queue: 2);
        store.Put("c", queue: 3);
        File.Delete(Path.Combine(_folder.Path, "consumequeue", "T", "1", "00000000000000000000"));
        var gone = Assert.ThrowsAny<IOException>(() => store.Read("T", 1, 0, 32, 0, null));
        Assert.Contains("is gone while the store uses it", gone.Message, StringComparison.Ordinal);
    }
}
