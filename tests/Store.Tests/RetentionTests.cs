using Microsoft.Extensions.Time.Testing;

namespace RocketMQ.Store.Tests;

public sealed class RetentionTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    // Real file times are compared with this clock, so it stands well after them.
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow().AddHours(100));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Expired_files_go_and_offsets_move_up()
    {
        await using var store = _folder.Open(clock: _clock);
        Fill(store);
        Assert.True(store.DeleteExpiredFiles() > 0);
        Assert.Equal(Directory.GetFiles(_folder.LogPath).Min(Path.GetFileName), store.MinPhysicalOffset.ToString("D20", null));
        var min = store.GetMinOffset("T", 0);
        Assert.True(min > 0);
        using var small = store.Read("T", 0, 0, 32, 0, null);
        Assert.Equal((QueueReadStatus.OffsetTooSmall, min), (small.Status, small.NextBeginOffset));
        Assert.Equal(20 - min, store.Bodies(from: min).Length);
        Assert.Null(store.ReadRecord(0));
        Assert.Empty(store.ByKey("k0"));
        Assert.Single(store.ByKey("k19"));
    }

    [Fact]
    public async Task What_is_left_is_still_there_after_a_restart()
    {
        long min;
        await using (var store = _folder.Open(clock: _clock))
        {
            Fill(store);
            store.DeleteExpiredFiles();
            min = store.GetMinOffset("T", 0);
        }

        await using var again = _folder.Open(clock: _clock);
        Assert.Equal(min, again.GetMinOffset("T", 0));
        Assert.Equal(20 - min, again.Bodies(from: min).Length);
        Assert.Equal(20, again.Put("next").QueueOffset);
    }

    [Fact]
    public async Task A_file_that_is_being_read_stays_until_the_reader_lets_go()
    {
        await using var store = _folder.Open(clock: _clock);
        Fill(store);
        var path = Path.Combine(_folder.LogPath, "00000000000000000000");
        using (var lease = store.ReadRecord(0)!)
        {
            using var read = store.Read("T", 0, 0, 1, 0, null);
            store.DeleteExpiredFiles();
            Assert.True(File.Exists(path));
            Assert.Equal(new string('x', 20_000), StoreTestExtensions.BodyOf(lease.Memory));
            Assert.Equal(new string('x', 20_000), StoreTestExtensions.BodyOf(read[0]));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Young_files_and_the_newest_stay()
    {
        await using (var store = _folder.Open())
        {
            Fill(store);
            Assert.Equal(0, store.DeleteExpiredFiles());
            Assert.Equal(20, store.Bodies().Length);
        }

        await using var old = _folder.Open(clock: _clock);
        old.DeleteExpiredFiles();
        Assert.Equal(0, old.DeleteExpiredFiles());
        Assert.True(old.GetMaxOffset("T", 0) > old.GetMinOffset("T", 0));
    }

    [Theory]
    [InlineData("04", false)]
    [InlineData("13", true)]
    [InlineData("04;13", true)]
    public async Task The_timer_deletes_in_the_configured_hours_only(string deleteWhen, bool deletes)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2100, 1, 1, 12, 59, 30, TimeSpan.Zero));
        await using var store = _folder.Open(_folder.Options with { DeleteWhen = deleteWhen }, clock: clock);
        Fill(store);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(deletes, store.MinPhysicalOffset > 0);
    }

    [Fact]
    public async Task Between_two_files_that_go_is_a_pause()
    {
        await using var store = _folder.Open(_folder.Options with { DeleteCommitLogFilesInterval = 100 }, clock: _clock);
        Fill(store);
        Assert.Equal(1, store.DeleteExpiredFiles());
        Assert.Equal(64 * 1024, store.MinPhysicalOffset);
        _clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(64 * 1024, store.MinPhysicalOffset);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2 * 64 * 1024, store.MinPhysicalOffset);
        for (var i = 0; i < 20; i++) _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(store.MaxPhysicalOffset / (64 * 1024) * (64 * 1024), store.MinPhysicalOffset);
        Assert.NotEmpty(store.Bodies(from: store.GetMinOffset("T", 0)));
    }

    [Fact]
    public async Task Queues_that_point_only_to_deleted_records_can_be_cleaned_away()
    {
        await using var store = _folder.Open(clock: _clock);
        store.Put("old", topic: "Old");
        Fill(store);
        Assert.Equal(0, store.CleanExpiredQueues());
        store.DeleteExpiredFiles();
        Assert.Equal(1, store.CleanExpiredQueues());
        Assert.Empty(store.Queues("Old"));
        Assert.NotEmpty(store.Queues("T"));
    }

    private static void Fill(MessageStore store)
    {
        for (var i = 0; i < 20; i++) store.Put(new string('x', 20_000), properties: $"KEYS\u0001k{i}");
    }
}
