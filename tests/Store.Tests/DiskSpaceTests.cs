using Microsoft.Extensions.Time.Testing;
using RocketMQ.Store.Files;
using RocketMQ.Testing;

namespace RocketMQ.Store.Tests;

/// <summary>The original's levels of disk use, deletion on request, and files that do not go.</summary>
public sealed class DiskSpaceTests : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    private readonly StoreFolder _folder = new();
    private readonly FaultyDisk _disk = new() { Space = Used(10) };
    private readonly LogLines _log = new();

    // Not the hour of deleteWhen, and after the times of real files.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2100, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    private StoreOptions Options => _folder.Options with { DiskMaxUsedSpaceRatio = 75, DiskSpaceCleanForciblyRatio = 85, DiskSpaceWarningLevelRatio = 90 };

    private MessageStore Open(StoreOptions? options = null) => MessageStore.Open(options ?? Options, null, _disk, _clock, _log);

    [Fact]
    public void Use_is_counted_as_the_original_counts_it()
    {
        // 5 of 100 are kept back by the system: 20 used of the 95 that can be used.
        Assert.Equal(0.22, new DiskSpace(100, 80, 75).UsedRatio);
        Assert.Equal(0.76, new DiskSpace(1000, 249, 249).UsedRatio);
        Assert.Equal(-1, default(DiskSpace).UsedRatio);
    }

    [Fact]
    public void The_disk_of_a_folder_that_is_not_there_yet_is_the_one_it_will_be_made_on()
    {
        var files = new LocalFiles();

        var there = files.GetDiskSpace(_folder.Path);
        var notYet = files.GetDiskSpace(Path.Combine(_folder.Path, "not", "yet"));

        Assert.True(there is { Total: > 0 });
        Assert.Equal(there.Value.Total, notYet!.Value.Total);
    }

    [Fact]
    public async Task A_store_knows_its_disk_from_the_start()
    {
        await using var store = _folder.Open();

        Assert.InRange(store.GetStatistics().CommitLogDiskRatio, 0.01, 1);
    }

    [Theory]
    [InlineData(75, false, true)]
    [InlineData(76, true, true)]
    [InlineData(90, true, true)]
    [InlineData(91, true, false)]
    public async Task Expired_files_go_at_any_hour_above_75_percent_and_messages_are_refused_above_90(int used, bool deletes, bool takes)
    {
        await using var store = Open();
        Fill(store);
        _disk.Space = Used(used);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(deletes, store.MinPhysicalOffset > 0);
        var result = store.Put("x");
        Assert.Equal(takes, result.IsStored);
        if (takes) return;
        Assert.Equal(AppendStatus.DiskFull, result.Status);
        Assert.Contains($"{used} % of the disk are in use", result.Problem, StringComparison.Ordinal);
        Assert.Equal((StoreHealth.DiskFull, result.Problem), (store.Health, store.HealthProblem));
        using var read = store.Read("T", 0, store.GetMinOffset("T", 0), 32, 0, null);
        Assert.Equal(QueueReadStatus.Found, read.Status);
    }

    [Theory]
    [InlineData(85, true, false)]
    [InlineData(86, true, true)]
    [InlineData(95, true, true)]
    [InlineData(95, false, false)]
    public async Task Above_85_percent_the_oldest_files_go_before_they_expire_where_that_is_allowed(int used, bool allowed, bool deletes)
    {
        await using var store = Open(Options with { CleanFileForciblyEnable = allowed, FileReservedTime = 24 * 3650 });
        MakeYoung(store);
        _disk.Space = Used(used);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(deletes, store.MinPhysicalOffset > 0);
        if (!deletes) Assert.Single(_log.Containing("nothing can be deleted"));
    }

    [Fact]
    public async Task Levels_are_said_when_they_change_and_messages_are_taken_again_when_there_is_space()
    {
        await using var store = Open(Options with { CleanFileForciblyEnable = false });
        store.Put("before");
        _disk.Space = Used(95);
        for (var i = 0; i < 10; i++) _clock.Advance(Round);
        Assert.False(store.Put("full").IsStored);
        Assert.Single(_log.Containing("diskSpaceWarningLevelRatio 90: True"));
        Assert.Single(_log.Containing("diskMaxUsedSpaceRatio 75: True"));

        _disk.Space = Used(50);
        _clock.Advance(Round);
        Assert.True(store.Put("after").IsStored);
        Assert.Equal(StoreHealth.Writable, store.Health);
        Assert.Single(_log.Containing("diskSpaceWarningLevelRatio 90: False"));
        Assert.Single(_log.Containing("diskMaxUsedSpaceRatio 75: False"));
        Assert.Equal(0.5, store.GetStatistics().CommitLogDiskRatio);
    }

    [Fact]
    public async Task A_request_to_delete_counts_for_twenty_rounds()
    {
        await using var store = Open();
        Fill(store);
        Touch("00000000000000000000", _clock.GetUtcNow() - TimeSpan.FromHours(72) + TimeSpan.FromSeconds(65));
        Touch("00000000000000065536", _clock.GetUtcNow() - TimeSpan.FromHours(72) + TimeSpan.FromSeconds(195));
        Assert.Equal(0, store.DeleteExpiredFiles());
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, store.MinPhysicalOffset);
        _clock.Advance(Round);
        Assert.Equal(65536, store.MinPhysicalOffset);
        for (var i = 0; i < 30; i++) _clock.Advance(Round);
        Assert.Equal(65536, store.MinPhysicalOffset);
        Assert.Equal(8, store.DeleteExpiredFiles());
    }

    [Fact]
    public async Task Not_more_than_ten_files_go_in_one_round()
    {
        await using var store = Open();
        for (var i = 0; i < 50; i++) store.Put(new string('x', 20_000));
        Assert.Equal(10, store.DeleteExpiredFiles());
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(store.MinPhysicalOffset > 10 * 65536);
    }

    [Fact]
    public async Task A_file_that_is_read_for_long_is_named_once_and_never_taken_away()
    {
        await using var store = Open();
        Fill(store);
        var path = Path.Combine(_folder.LogPath, "00000000000000000000");
        using (var lease = store.ReadRecord(0)!)
        {
            store.DeleteExpiredFiles();
            for (var i = 0; i < 60; i++) _clock.Advance(Round);
            Assert.Single(_log.Containing($"{path} has expired and has been read for 120 s"));
            Assert.Equal(new string('x', 20_000), StoreTestExtensions.BodyOf(lease.Memory));
            Assert.True(File.Exists(path));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_deleted_is_tried_again()
    {
        await using var store = Open(Options with { RedeleteHangedFileInterval = 30_000 });
        Fill(store);
        _disk.KeepsFiles = true;
        Assert.True(store.DeleteExpiredFiles() > 0);
        var path = Path.Combine(_folder.LogPath, "00000000000000000000");
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(File.Exists(path));
        Assert.Single(_log.Containing($"{path} has expired and cannot be deleted: Device or resource busy"));
        Assert.Null(store.ReadRecord(0));
        _disk.KeepsFiles = false;
        for (var i = 0; i < 3; i++) _clock.Advance(Round);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Queue_and_index_files_follow_the_log()
    {
        await using var store = Open();
        for (var i = 0; i < 1000; i++) store.Put(new string('x', 1000), properties: $"KEYS\u0001k{i}");
        var queue = Path.Combine(_folder.Path, "consumequeue", "T", "0");
        var index = Path.Combine(_folder.Path, "index");
        var (queues, indexes) = (Directory.GetFiles(queue).Length, Directory.GetFiles(index).Length);
        store.DeleteExpiredFiles();
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(Directory.GetFiles(queue).Length < queues);
        Assert.True(Directory.GetFiles(index).Length < indexes);
        Assert.True(store.GetMinOffset("T", 0) > 0);
        Assert.Equal(store.MinPhysicalOffset, store.GetPhysicalOffset("T", 0, store.GetMinOffset("T", 0)));
        Assert.Single(store.ByKey("k999"));
        Assert.Empty(store.ByKey("k0"));
    }

    private static DiskSpace Used(int percent) => new(100L << 30, (100L - percent) << 30, (100L - percent) << 30);

    private static void Fill(MessageStore store)
    {
        for (var i = 0; i < 30; i++) store.Put(new string('x', 20_000));
    }

    private void MakeYoung(MessageStore store)
    {
        Fill(store);
        foreach (var file in Directory.GetFiles(_folder.LogPath)) Touch(Path.GetFileName(file), _clock.GetUtcNow());
    }

    private void Touch(string name, DateTimeOffset time) => File.SetLastWriteTimeUtc(Path.Combine(_folder.LogPath, name), time.UtcDateTime);
}
