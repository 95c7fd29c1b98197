using Microsoft.Extensions.Time.Testing;
using RocketMQ.Store.Files;
using RocketMQ.Testing;

namespace RocketMQ.Store.Tests;

/// <summary>A disk that refuses: messages are refused, reads go on, it is said once, and all is well again by itself.</summary>
public sealed class DiskTroubleTests : IDisposable
{
    private static readonly string Body = new('x', 2000);

    private readonly StoreFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    private MessageStore Open(StoreOptions? options = null) => MessageStore.Open(options ?? _folder.Options, null, _disk, _clock, _log);

    [Theory]
    [InlineData("No space left on device", FlushDiskType.AsyncFlush)]
    [InlineData("No space left on device", FlushDiskType.SyncFlush)]
    [InlineData("Read-only file system", FlushDiskType.AsyncFlush)]
    [InlineData("No such file or directory", FlushDiskType.AsyncFlush)]
    public async Task A_log_that_cannot_grow_refuses_messages_until_it_can(string error, FlushDiskType flush)
    {
        await using var store = Open(_folder.Options with { FlushDiskType = flush });
        _disk.Error = error;
        var stored = Fill(store, out var refused);

        Assert.Equal(AppendStatus.SegmentCreateFailed, refused.Status);
        Assert.Contains(error, refused.Problem, StringComparison.Ordinal);
        Assert.Equal(StoreHealth.DiskTrouble, store.Health);
        Assert.Contains(error, store.HealthProblem, StringComparison.Ordinal);
        for (var i = 0; i < 100; i++) store.Put(Body);
        Assert.Single(_log.Containing("The disk refuses (Append)"));
        Assert.Equal(stored, store.Bodies().Length);

        _disk.Error = null;
        Assert.Equal(stored, store.Put(Body).QueueOffset);
        Assert.Single(_log.Containing("usable again (Append)"));
        Assert.Equal(StoreHealth.Writable, store.Health);
        Assert.Equal(stored + 1, store.Bodies().Length);
    }

    [Theory]
    [InlineData("consumequeue")]
    [InlineData("index")]
    public async Task A_queue_or_index_that_cannot_grow_refuses_messages_and_loses_none(string where)
    {
        var stored = 0;
        await using (var store = Open())
        {
            store.Put(Body, properties: "KEYS\u0001first");
            (_disk.Error, _disk.Where) = ("No space left on device", where);
            AppendResult result;
            // The index rolls over to a new file at 400 keys; the queue needs its next block or file.
            for (stored = 1; (result = store.Put("m", properties: $"KEYS\u0001k{stored}")).IsStored; stored++) { }
            Assert.Equal(AppendStatus.DiskUnusable, result.Status);
            Assert.Contains("not visible", store.HealthProblem, StringComparison.Ordinal);
            _clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Single(_log.Containing("The disk refuses (Dispatch)"));

            _disk.Error = null;
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(StoreHealth.Writable, store.Health);
            Assert.Equal(stored, store.Put("after").QueueOffset);
            Assert.Equal(stored + 1, store.Bodies().Length);
            Assert.Single(store.ByKey($"k{stored - 1}"));
            Assert.True(Directory.GetFiles(Path.Combine(_folder.Path, "index")).Length <= 3, "a file that could not be begun was left behind");
        }

        await using var again = Open();
        Assert.Equal(stored + 1, again.Bodies().Length);
    }

    [Fact]
    public async Task A_log_that_cannot_be_flushed_refuses_messages_until_it_can()
    {
        await using var store = Open();
        store.Put(Body);
        (_disk.Error, _disk.Where) = ("Input/output error", "commitlog");
        await AdvanceUntilAsync(() => store.Health == StoreHealth.DiskTrouble);
        Assert.Equal(AppendStatus.DiskUnusable, store.Put("no").Status);
        Assert.Equal([Body], store.Bodies());

        _disk.Error = null;
        await AdvanceUntilAsync(() => store.Health == StoreHealth.Writable);
        Assert.True(store.Put("yes").IsStored);
        Assert.Single(_log.Containing("The disk refuses (Flush)"));
        Assert.Single(_log.Containing("usable again (Flush)"));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_is_said_and_tried_again_without_a_new_message()
    {
        await using var store = Open(_folder.Options with { FlushConsumeQueueThoroughInterval = 1 });
        (_disk.Error, _disk.Where) = ("No space left on device", "checkpoint");
        store.Put("a");
        await AdvanceUntilAsync(() => store.Health == StoreHealth.DiskTrouble);
        Assert.Contains("checkpoint", store.HealthProblem, StringComparison.Ordinal);
        Assert.True(store.Put("b").IsStored);

        _disk.Error = null;
        await AdvanceUntilAsync(() => store.Health == StoreHealth.Writable);
        Assert.Single(_log.Containing("The disk refuses (Checkpoint)"));
    }

    [Fact]
    public async Task Folders_that_many_new_queues_share_are_brought_to_disk_once_and_again_where_it_failed()
    {
        await using var store = Open(_folder.Options with { FlushConsumeQueueThoroughInterval = 1 });
        var queues = Path.Combine(_folder.Path, "consumequeue");
        for (var queue = 0; queue < 50; queue++) store.Put("a", queue: queue);
        (_disk.Error, _disk.Where) = ("Input/output error", queues);
        await AdvanceUntilAsync(() => store.Health == StoreHealth.DiskTrouble);
        (_disk.Error, _disk.Where) = (null, "");
        await AdvanceUntilAsync(() => store.Health == StoreHealth.Writable);

        Assert.All(Enumerable.Range(0, 50), queue => Assert.Equal(1, _disk.Synced[Path.Combine(queues, "T", $"{queue}")]));
        Assert.Equal(1, _disk.Synced[Path.Combine(queues, "T")]);
        Assert.Equal(1, _disk.Synced[queues]);
    }

    [Fact]
    public async Task A_log_whose_file_is_gone_takes_no_more_messages_until_it_is_back()
    {
        await using var store = Open();
        store.Put("a");
        _disk.Vanished = "commitlog";
        _clock.Advance(TimeSpan.FromSeconds(10));
        var refused = store.Put("b");
        Assert.Equal(AppendStatus.DiskUnusable, refused.Status);
        Assert.Contains("00000000000000000000 is gone", refused.Problem, StringComparison.Ordinal);
        Assert.Equal(["a"], store.Bodies());

        _disk.Vanished = null;
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(store.Put("b").IsStored);
        Assert.Single(_log.Containing("The disk refuses (Folder)"));
    }

    [Fact]
    public async Task The_log_stops_before_the_disk_is_full_and_leaves_the_rest_to_what_follows_from_it()
    {
        await using var store = Open();
        _disk.Space = Disk(total: 100 << 20, available: (2 << 20) + 4000);
        Assert.True(store.Put(Body).IsStored);
        _disk.Space = Disk(total: 100 << 20, available: 2 << 20);
        _ = Fill(store, out var refused);
        Assert.Contains("The disk is full: 2097152 of 104857600 bytes are left", refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_append_that_hangs_makes_the_store_busy_for_others_after_a_second()
    {
        await using var store = Open();
        using var gate = new ManualResetEventSlim(false);
        _disk.Gate = gate;
        var hanging = Task.Run(() => store.Put("a"));
        await _disk.Held;
        _clock.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.False(store.IsBusy);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(store.IsBusy);
        gate.Set();
        Assert.True((await hanging).IsStored);
        Assert.False(store.IsBusy);
    }

    [Fact]
    public async Task A_store_that_cannot_be_closed_in_order_is_recovered_at_the_next_start()
    {
        var store = Open();
        store.Put("a");
        _disk.Error = "No space left on device";
        await store.DisposeAsync();
        Assert.True(File.Exists(Path.Combine(_folder.Path, "abort")));
        _disk.Error = null;
        await using var again = Open();
        Assert.Equal(["a"], again.Bodies());
    }

    private static DiskSpace Disk(long total, long available) => new(total, available, available);

    /// <summary>Puts until the store refuses, and tells how many it took.</summary>
    private static int Fill(MessageStore store, out AppendResult refused)
    {
        for (var count = 0; ; count++)
        {
            refused = store.Put(Body);
            if (!refused.IsStored) return count;
        }
    }

    /// <summary>Flushing has a thread of its own, which this waits for.</summary>
    private Task AdvanceUntilAsync(Func<bool> holds) => Eventually.HoldsAsync("change of health", () =>
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        return Task.FromResult(holds());
    });
}
