using System.Globalization;

namespace RocketMQ.Store.Tests;

public sealed class RecoveryTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_process_loses_no_appended_message()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 1500; i++) store.Put($"m{i}", queue: i % 2, properties: $"KEYS\u0001k{i}");
        using var crashed = _folder.Crash();
        Assert.True(File.Exists(Path.Combine(crashed.Path, "abort")));
        await using var recovered = crashed.Open();
        Assert.Equal(store.MaxPhysicalOffset, recovered.MaxPhysicalOffset);
        Assert.Equal(Enumerable.Range(0, 750).Select(i => $"m{2 * i}"), recovered.Bodies());
        Assert.Equal(Enumerable.Range(0, 750).Select(i => $"m{(2 * i) + 1}"), recovered.Bodies(queue: 1));
        for (var i = 0; i < 1500; i += 37) Assert.Equal([$"m{i}"], recovered.ByKey($"k{i}"));
        Assert.Equal(750, recovered.Put("next").QueueOffset);
    }

    [Fact]
    public async Task A_tail_torn_at_any_byte_is_cut_at_the_last_whole_record()
    {
        await using var store = _folder.Open();
        store.Put("one", properties: "KEYS\u0001k1");
        var second = store.Put("two", properties: "KEYS\u0001k2");
        var third = store.Put("three", properties: "KEYS\u0001k3");
        for (var cut = second.PhysicalOffset; cut < third.EndOffset; cut++)
        {
            using var crashed = _folder.Crash();
            await Tear(crashed, cut, third.EndOffset);
            var whole = cut >= third.PhysicalOffset ? 2 : 1;
            await using var recovered = crashed.Open();
            Assert.Equal(whole == 2 ? ["one", "two"] : ["one"], recovered.Bodies());
            Assert.Equal(whole == 2 ? third.PhysicalOffset : second.PhysicalOffset, recovered.MaxPhysicalOffset);
            Assert.Equal(whole == 2 ? ["two"] : [], recovered.ByKey("k2"));
            Assert.Equal(whole, recovered.Put("again", properties: "KEYS\u0001k3").QueueOffset);
            Assert.Equal(["again"], recovered.ByKey("k3"));
        }
    }

    [Fact]
    public async Task Old_bytes_behind_a_torn_tail_do_not_come_back()
    {
        await using var store = _folder.Open();
        store.Put("one");
        var second = store.Put("two");
        store.Put("three");
        using var crashed = _folder.Crash();
        await Tear(crashed, second.PhysicalOffset, second.EndOffset);
        await using (var recovered = crashed.Open())
        {
            Assert.Equal(["one"], recovered.Bodies());
            // Exactly as long as what was torn: the record behind would join on if it had been left there.
            Assert.Equal(second.PhysicalOffset, recovered.Put("TWO").PhysicalOffset);
        }

        await using var again = crashed.Open();
        Assert.Equal(["one", "TWO"], again.Bodies());
    }

    [Fact]
    public async Task A_damaged_body_is_found_by_its_checksum()
    {
        await using var store = _folder.Open();
        store.Put("one");
        var second = store.Put("two");
        using var crashed = _folder.Crash();
        using (var file = File.OpenWrite(Path.Combine(crashed.LogPath, "00000000000000000000")))
        {
            file.Position = second.PhysicalOffset + 89;
            file.WriteByte((byte)'X');
        }

        await using var recovered = crashed.Open();
        Assert.Equal(["one"], recovered.Bodies());
    }

    [Fact]
    public async Task A_tail_torn_behind_a_file_change_is_cut_in_the_new_file()
    {
        await using var store = _folder.Open();
        var body = new string('x', 20_000);
        AppendResult last = default;
        for (var i = 0; i < 4; i++) last = store.Put(body);
        Assert.Equal(65536, last.PhysicalOffset);
        using var crashed = _folder.Crash();
        await Tear(crashed, last.PhysicalOffset + 10, last.EndOffset);
        await using var recovered = crashed.Open();
        Assert.Equal(3, recovered.Bodies().Length);
        Assert.Equal(65536, recovered.Put("next").PhysicalOffset);
    }

    [Fact]
    public async Task Holes_in_queue_files_are_filled_from_the_log()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 250; i++) store.Put($"m{i}");
        using var crashed = _folder.Crash();
        using (var file = File.OpenWrite(Path.Combine(crashed.Path, "consumequeue", "T", "0", "00000000000000002000")))
        {
            file.Position = 600;
            file.Write(new byte[40]);
        }

        await using var recovered = crashed.Open();
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"m{i}"), recovered.Bodies());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Missing_queues_and_index_are_made_again(bool clean)
    {
        StoreFolder copy;
        await using (var store = _folder.Open())
        {
            for (var i = 0; i < 900; i++) store.Put($"m{i}", properties: $"KEYS\u0001k{i}");
            copy = _folder.Crash();
        }

        using (copy)
        {
            var folder = clean ? _folder : copy;
            Directory.Delete(Path.Combine(folder.Path, "consumequeue"), recursive: true);
            Directory.Delete(Path.Combine(folder.Path, "index"), recursive: true);
            await using var again = folder.Open();
            Assert.Equal(900, again.Bodies().Length);
            Assert.Equal(["m3"], again.ByKey("k3"));
            Assert.Equal(["m899"], again.ByKey("k899"));
        }
    }

    [Fact]
    public async Task After_a_crash_only_what_the_checkpoint_does_not_vouch_for_is_read_again_and_nothing_twice()
    {
        var clock = new ManualTime();
        await using var store = _folder.Open(clock: clock);
        for (var i = 0; i < 600; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            store.Put(new string('x', 800), properties: $"KEYS\u0001k{i % 7} u{i}");
        }

        await using (store) { }
        await using (var next = _folder.Open(clock: clock))
        {
            next.Put("tail", properties: "KEYS\u0001k0");
            using var crashed = _folder.Crash();
            await using var recovered = crashed.Open(clock: clock);
            Assert.Equal(601, recovered.GetMaxOffset("T", 0));
            Assert.Equal(87, recovered.ByKey("k0", max: 1000).Length);
            for (var i = 0; i < 600; i++) Assert.Single(recovered.ByKey($"u{i}"));
        }
    }

    [Fact]
    public async Task Restarting_without_appends_changes_nothing()
    {
        await using (var store = _folder.Open())
        {
            for (var i = 0; i < 10; i++) store.Put($"m{i}", properties: $"KEYS\u0001k{i}");
        }

        for (var round = 0; round < 3; round++)
        {
            await using var store = _folder.Open();
            Assert.Equal(10, store.Bodies().Length);
            Assert.Single(store.ByKey("k5"));
        }
    }

    [Fact]
    public async Task A_clean_end_noted_by_us_counts_no_more_once_another_broker_has_written()
    {
        await using (var store = _folder.Open()) store.Put("one");
        var checkpoint = Path.Combine(_folder.Path, "checkpoint");
        var before = File.ReadAllBytes(checkpoint);
        await using (var store = _folder.Open()) store.Put("two");
        // The end of the first run, which now lies before the second record.
        File.WriteAllBytes(checkpoint, before);
        await using var again = _folder.Open();
        Assert.Equal(["one", "two"], again.Bodies());
    }

    [Fact]
    public async Task A_topic_that_was_deleted_and_made_again_begins_anew_also_when_all_is_made_again()
    {
        await using (var store = _folder.Open())
        {
            for (var i = 0; i < 130; i++) store.Put($"old{i}");
            store.DestroyQueues("T");
            for (var i = 0; i < 5; i++) store.Put($"new{i}");
        }

        Directory.Delete(Path.Combine(_folder.Path, "consumequeue"), recursive: true);
        await using var again = _folder.Open();
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"new{i}"), again.Bodies());
        Assert.Equal(5, again.Put("next").QueueOffset);
    }

    [Fact]
    public async Task A_queue_that_begins_late_is_filled_up_to_its_first_offset()
    {
        await using (var store = _folder.Open())
        {
            for (var i = 0; i < 5; i++) store.Put(new string('x', 20_000));
        }

        // The log's first file has expired, and the queue is lost.
        File.Delete(Path.Combine(_folder.LogPath, "00000000000000000000"));
        Directory.Delete(Path.Combine(_folder.Path, "consumequeue"), recursive: true);
        await using var again = _folder.Open();
        Assert.Equal(3, again.GetMinOffset("T", 0));
        Assert.Equal(2, again.Bodies(from: 3).Length);
        var file = again.Queues("T").Single();
        Assert.Equal((3, 5), (file.MinOffset, file.MaxOffset));
    }

    [Fact]
    public async Task A_crash_while_a_file_is_made_does_not_keep_the_store_shut()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 5; i++) store.Put(new string('x', 10_000), properties: "KEYS\u0001k");
        using var crashed = _folder.Crash();
        await File.WriteAllBytesAsync(Path.Combine(crashed.LogPath, "00000000000000065536"), []);
        await File.WriteAllBytesAsync(Path.Combine(crashed.Path, "consumequeue", "T", "0", "00000000000000002000"), []);
        await File.WriteAllBytesAsync(Path.Combine(crashed.Path, "index", "29991231235959999"), []);
        await using var recovered = crashed.Open();
        Assert.Equal(5, recovered.Bodies().Length);
        for (var i = 0; i < 5; i++) Assert.Equal(5 + i, recovered.Put(new string('x', 10_000), properties: "KEYS\u0001k").QueueOffset);
        Assert.Equal(10, recovered.ByKey("k").Length);
    }

    [Fact]
    public async Task Closing_in_the_middle_of_appends_is_clean_and_keeps_what_was_answered()
    {
        // Threads of their own, and files that hold many entries: the writers go on for as long as closing takes, which is not theirs to know.
        var store = _folder.Open(_folder.Options with { FlushDiskType = FlushDiskType.SyncFlush, MappedFileSizeConsumeQueue = 6_000_000 });
        using var started = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            var stored = 0;
            while (store.Put("m").IsStored)
            {
                if (++stored == 50) started.Release();
            }

            return stored;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        for (var i = 0; i < 3; i++) await started.WaitAsync();
        await store.DisposeAsync();
        var total = (await Task.WhenAll(writers)).Sum();
        Assert.False(File.Exists(Path.Combine(_folder.Path, "abort")));
        await using var again = _folder.Open(_folder.Options with { MappedFileSizeConsumeQueue = 6_000_000 });
        Assert.Equal(total, again.GetMaxOffset("T", 0));
    }

    [Fact]
    public async Task What_the_checkpoint_vouches_for_is_not_read_again_after_a_crash()
    {
        await using (var store = _folder.Open())
        {
            for (var i = 0; i < 300; i++) store.Put($"m{i}", properties: $"KEYS\u0001k{i}");
        }

        await using var running = _folder.Open();
        for (var i = 300; i < 400; i++) running.Put($"m{i}", properties: $"KEYS\u0001k{i}");
        using var crashed = _folder.Crash();
        // Damage in front of that position would end the log there if it were looked at.
        using (var file = File.OpenWrite(Path.Combine(crashed.LogPath, "00000000000000000000")))
        {
            file.Position = 89;
            file.WriteByte((byte)'X');
        }

        await using var recovered = crashed.Open();
        Assert.Equal(running.MaxPhysicalOffset, recovered.MaxPhysicalOffset);
        Assert.Equal(400, recovered.GetMaxOffset("T", 0));
        for (var i = 1; i < 400; i += 9) Assert.Equal([$"m{i}"], recovered.ByKey($"k{i}"));
    }

    private static async Task Tear(StoreFolder folder, long from, long to)
    {
        await using var file = File.OpenWrite(Path.Combine(folder.LogPath, (from / 65536 * 65536).ToString("D20", CultureInfo.InvariantCulture)));
        file.Position = from % 65536;
        await file.WriteAsync(new byte[to - from]);
    }

    private sealed class ManualTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.UtcTicks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
