using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests;

public sealed class DiskSpaceTests
{
    [Theory]
    [InlineData(1000, 800, 800, 0.2)]
    [InlineData(1000, 800, 300, 0.4)]
    [InlineData(1000, 799, 799, 0.21)]
    [InlineData(1000, 50, 0, 1.0)]
    [InlineData(0, 0, 0, -1)]
    public void What_the_system_keeps_for_itself_counts_neither_as_used_nor_as_usable(long total, long free, long usable, double ratio) =>
        Assert.Equal(ratio, new DiskSpace(total, free, usable).UsedRatio);

    [Fact]
    public void The_disk_of_a_folder_that_is_not_there_yet_is_the_one_it_will_be_made_on()
    {
        using var folder = new StoreFolder();
        var files = new LocalFiles();
        files.CreateDirectory(folder.Path);

        var there = files.GetDiskSpace(folder.Path);
        var notYet = files.GetDiskSpace(Path.Combine(folder.Path, "not", "yet"));

        Assert.True(there is { Total: > 0 });
        Assert.Equal(there.Value.Total, notYet!.Value.Total);
    }

    [Fact]
    public async Task A_store_knows_its_disk_from_the_start()
    {
        using var folder = new StoreFolder();
        await using var store = folder.Open();

        Assert.InRange(store.GetStatistics().CommitLogDiskRatio, 0.01, 1);
    }
}
