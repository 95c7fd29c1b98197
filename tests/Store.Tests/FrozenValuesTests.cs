using RocketMQ.Store.Index;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Tests;

/// <summary>Numbers and names that reach disk or wire.</summary>
public sealed class FrozenValuesTests
{
    [Fact]
    public void Read_statuses_have_the_originals_names() =>
        Assert.Equal(
            ["FOUND", "NO_MATCHED_MESSAGE", "MESSAGE_WAS_REMOVING", "OFFSET_FOUND_NULL", "OFFSET_OVERFLOW_BADLY", "OFFSET_OVERFLOW_ONE",
             "OFFSET_TOO_SMALL", "NO_MATCHED_LOGIC_QUEUE", "NO_MESSAGE_IN_QUEUE"],
            Enum.GetValues<QueueReadStatus>().Select(status => status.ToWireName()));

    [Theory]
    [InlineData(5_000_000, 20_000_000, 420_000_040)]
    [InlineData(10_000, 40_000, 840_040)]
    public void Index_files_have_the_originals_length(int slots, int capacity, int length) => Assert.Equal(length, IndexFile.LengthOf(slots, capacity));

    [Theory]
    [InlineData("00000000000000db000000db000000000027a807", 219, 219, 2598919)]
    [InlineData("00000000000015eb0000015c000001a20239d095", 5611, 348, 1795333673109)]
    public void Recorded_queue_entries_read_and_write(string hex, long offset, int size, long tagsCode)
    {
        var entry = QueueEntry.Read(Convert.FromHexString(hex));
        Assert.Equal(new QueueEntry(offset, size, tagsCode), entry);
        var bytes = new byte[QueueEntry.Length];
        entry.Write(bytes);
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Defaults_are_the_originals()
    {
        var options = new StoreOptions { StorePathRootDir = "x" };
        Assert.Empty(options.Problems());
        Assert.Equal((1 << 30, 6_000_000, 5_000_000, 20_000_000), (options.MappedFileSizeCommitLog, options.MappedFileSizeConsumeQueue, options.MaxHashSlotNum, options.MaxIndexNum));
        Assert.Equal((500, 4, 10_000, 5000), (options.FlushIntervalCommitLog, options.FlushCommitLogLeastPages, options.FlushCommitLogThoroughInterval, options.SyncFlushTimeout));
        Assert.Equal((72, "04", 75, 4194304), (options.FileReservedTime, options.DeleteWhen, options.DiskMaxUsedSpaceRatio, options.MaxMessageSize));
    }
}
