using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests;

public sealed class FlushTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly FaultyFiles _files = new();

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    private StoreOptions Sync => _folder.Options with { FlushDiskType = FlushDiskType.SyncFlush };

    private MessageStore Open(StoreOptions options, TimeProvider? clock = null) =>
        MessageStore.Open(options, null, _files, clock, NullLoggerFactory.Instance);

    [Fact]
    public async Task Async_flush_lets_nobody_wait()
    {
        await using var store = Open(_folder.Options);
        var result = store.Put("a");
        var wait = store.WhenFlushedAsync(result.EndOffset);
        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(FlushStatus.Flushed, await wait);
    }

    [Fact]
    public async Task Sync_flush_completes_when_the_disk_has_the_record()
    {
        await using var store = Open(Sync);
        var result = store.Put("a");
        Assert.Equal(FlushStatus.Flushed, await store.WhenFlushedAsync(result.EndOffset));
        Assert.True(store.FlushedOffset >= result.EndOffset);
        Assert.Equal(0, store.GetStatistics().RemainHowManyDataToFlush);
    }

    [Fact]
    public async Task Those_who_wait_while_the_disk_is_busy_share_the_next_flush()
    {
        await using var store = Open(Sync);
        _files.HoldFlushes();
        var first = store.WhenFlushedAsync(store.Put("first").EndOffset).AsTask();
        await _files.FlushEntered;
        var others = Enumerable.Range(0, 50).Select(i => store.WhenFlushedAsync(store.Put($"m{i}").EndOffset).AsTask()).ToArray();
        Assert.All(others, wait => Assert.False(wait.IsCompleted));
        var before = _files.LogFlushes;
        _files.ReleaseFlushes();
        Assert.All(await Task.WhenAll([first, .. others]), status => Assert.Equal(FlushStatus.Flushed, status));
        // The held one and one for all who came meanwhile.
        Assert.Equal(before + 2, _files.LogFlushes);
    }

    [Fact]
    public async Task One_who_comes_alone_after_many_waits_for_nobody_else()
    {
        await using var store = Open(Sync);
        _files.HoldFlushes();
        var first = store.WhenFlushedAsync(store.Put("first").EndOffset).AsTask();
        await _files.FlushEntered;
        var others = Enumerable.Range(0, 50).Select(i => store.WhenFlushedAsync(store.Put($"m{i}").EndOffset).AsTask()).ToArray();
        _files.ReleaseFlushes();
        await Task.WhenAll([first, .. others]);
        Assert.Equal(FlushStatus.Flushed, await store.WhenFlushedAsync(store.Put("alone").EndOffset));
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_is_refused_and_the_next_takes_its_place()
    {
        await using var store = Open(Sync);
        var first = store.Put("first");
        _files.FailWrites = true;
        var refused = store.Put("refused");
        Assert.Equal(AppendStatus.SegmentCreateFailed, refused.Status);
        Assert.Contains("Input/output error", refused.Problem, StringComparison.Ordinal);
        Assert.Equal(first.EndOffset, store.MaxPhysicalOffset);
        _files.FailWrites = false;
        Assert.Equal(first.EndOffset, store.Put("next").PhysicalOffset);
        Assert.Equal(["first", "next"], store.Bodies());
    }

    [Theory]
    [InlineData(FlushDiskType.AsyncFlush)]
    [InlineData(FlushDiskType.SyncFlush)]
    public async Task Records_are_visible_at_once_and_survive_a_crash_however_they_are_written(FlushDiskType flush)
    {
        var options = _folder.Options with { FlushDiskType = flush };
        await using var store = MessageStore.Open(options, null, new LocalFiles(), null, NullLoggerFactory.Instance);
        var bodies = Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), 4000 + i)).ToArray();
        foreach (var body in bodies) Assert.True(store.Put(body).IsStored);
        Assert.Equal(bodies, store.Bodies());
        using var crash = _folder.Crash();
        await using var recovered = MessageStore.Open(
            options with { StorePathRootDir = crash.Path }, null, new LocalFiles(), null, NullLoggerFactory.Instance);
        Assert.Equal(bodies, recovered.Bodies());
        Assert.Equal(store.MaxPhysicalOffset, recovered.MaxPhysicalOffset);
    }

    [Fact]
    public async Task A_disk_that_does_not_answer_ends_in_a_timeout_and_the_message_stays()
    {
        var clock = new FakeTimeProvider();
        await using var store = Open(Sync, clock);
        _files.HoldFlushes();
        var wait = store.WhenFlushedAsync(store.Put("a").EndOffset).AsTask();
        await _files.FlushEntered;
        clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(FlushStatus.TimedOut, await wait);
        Assert.Equal(["a"], store.Bodies());
        _files.ReleaseFlushes();
    }

    [Fact]
    public async Task A_failed_flush_is_tried_again_and_nothing_counts_as_flushed_meanwhile()
    {
        await using var store = Open(Sync);
        _files.FailFlushes = true;
        var result = store.Put("a");
        Assert.Equal(FlushStatus.TimedOut, await store.WhenFlushedAsync(result.EndOffset));
        Assert.True(store.FlushedOffset < result.EndOffset);
        _files.FailFlushes = false;
        Assert.Equal(FlushStatus.Flushed, await store.WhenFlushedAsync(result.EndOffset));
    }

    [Fact]
    public async Task A_background_flush_happens_by_interval_only_when_something_is_dirty()
    {
        var clock = new FakeTimeProvider();
        await using var store = Open(_folder.Options, clock);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _files.LogFlushes);
        store.Put(new string('x', 20_000));
        var flushed = _files.NextFlush();
        clock.Advance(TimeSpan.FromMilliseconds(500));
        await flushed;
        Assert.Equal(1, _files.LogFlushes);
    }

    [Fact]
    public async Task A_full_disk_refuses_what_needs_a_new_file_and_serves_the_rest()
    {
        var store = Open(_folder.Options);
        var body = new string('x', 20_000);
        while (store.Put(body).EndOffset < 120_000) { }
        _files.FailCreations = true;
        var accepted = store.Bodies().Length;
        // The file after this one may have been made ahead of need.
        AppendResult result;
        while ((result = store.Put(body)).IsStored) accepted++;
        Assert.Equal(AppendStatus.SegmentCreateFailed, result.Status);
        Assert.Contains("No space left", result.Problem, StringComparison.Ordinal);
        Assert.Equal(accepted, store.Bodies().Length);
        _files.FailCreations = false;
        Assert.True(store.Put(body).IsStored);
        Assert.Equal(accepted + 1, store.Bodies().Length);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_queue_that_cannot_be_made_delays_messages_and_loses_none()
    {
        var clock = new FakeTimeProvider();
        await using var store = Open(_folder.Options, clock);
        store.Put("a");
        _files.FailCreations = true;
        Assert.True(store.Put("b", queue: 1).IsStored);
        Assert.Equal(AppendStatus.DiskUnusable, store.Put("c").Status);
        Assert.Equal(StoreHealth.DiskTrouble, store.Health);
        Assert.Contains("not visible", store.HealthProblem, StringComparison.Ordinal);
        _files.FailCreations = false;
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(StoreHealth.Writable, store.Health);
        Assert.Equal(["b"], store.Bodies(queue: 1));
        Assert.Equal(1, store.Put("c").QueueOffset);
        Assert.Equal(["a", "c"], store.Bodies());
    }

    /// <summary>The real file system with a disk that can be held, broken or full.</summary>
    private sealed class FaultyFiles : IStoreFiles, IDisposable
    {
        private readonly LocalFiles _files = new();
        private readonly ManualResetEventSlim _gate = new(true);
        private TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _flushes;

        public bool FailFlushes { get; set; }

        public bool FailCreations { get; set; }

        public bool FailWrites { get; set; }

        public int LogFlushes => Volatile.Read(ref _flushes);

        public Task FlushEntered => _entered.Task;

        public void Dispose() => _gate.Dispose();

        public void HoldFlushes()
        {
            _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _gate.Reset();
        }

        public void ReleaseFlushes() => _gate.Set();

        public Task NextFlush()
        {
            _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _finished.Task;
        }

        public IMappedFile Map(string path, int length, bool durable)
        {
            if (FailCreations && !File.Exists(path)) throw new IOException("No space left on device");
            var file = _files.Map(path, length, durable);
            return path.Contains("commitlog", StringComparison.Ordinal) ? new FaultyFile(file, this) : file;
        }

        public void CreateDirectory(string path) => _files.CreateDirectory(path);

        public bool Exists(string path) => _files.Exists(path);

        public IReadOnlyList<StoreFile> ListFiles(string directory) => _files.ListFiles(directory);

        public IReadOnlyList<string> ListDirectories(string directory) => _files.ListDirectories(directory);

        public void ZeroTail(string path, long from, long length, bool durable) => _files.ZeroTail(path, from, length, durable);

        public void SyncDirectory(string path) => _files.SyncDirectory(path);

        public byte[] ReadAll(string path) => _files.ReadAll(path);

        public void WriteDurably(string path, ReadOnlySpan<byte> content) => _files.WriteDurably(path, content);

        public void Delete(string path) => _files.Delete(path);

        public void DeleteDirectory(string path) => _files.DeleteDirectory(path);

        public IDisposable? TryLock(string path) => _files.TryLock(path);

        public DiskSpace? GetDiskSpace(string path) => _files.GetDiskSpace(path);

        private sealed class FaultyFile(IMappedFile file, FaultyFiles owner) : IMappedFile
        {
            public string Path => file.Path;

            public int Length => file.Length;

            public Memory<byte> Memory => file.Memory;

            public Span<byte> GetSpan(int position, int length) => file.GetSpan(position, length);

            public void Write(int position, ReadOnlySpan<byte> bytes)
            {
                if (owner.FailWrites) throw new IOException("Input/output error");
                file.Write(position, bytes);
            }

            public void Flush(int position, int length)
            {
                owner._entered.TrySetResult();
                owner._gate.Wait();
                if (owner.FailFlushes) throw new IOException("Input/output error");
                file.Flush(position, length);
                Interlocked.Increment(ref owner._flushes);
                owner._finished.TrySetResult();
            }

            public void Reserve(int position, int length) => file.Reserve(position, length);

            public void Populate(int position, int length) => file.Populate(position, length);

            public void MakeDirty(int position, int length) => file.MakeDirty(position, length);

            public void Forget(int position, int length) => file.Forget(position, length);

            public void Dispose() => file.Dispose();
        }
    }
}
