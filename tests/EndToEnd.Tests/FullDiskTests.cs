using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A broker process whose disk fills up under load: it refuses, goes on reading, recovers by itself, and has lost nothing.</summary>
public sealed class FullDiskTests
{
    private const int Messages = 30_000;
    private const string Topic = "full-disk";

    [SmallDiskFact]
    public Task Under_async_flush() => FillAndFreeAsync("ASYNC_FLUSH");

    [SmallDiskFact]
    public Task Under_sync_flush() => FillAndFreeAsync("SYNC_FLUSH");

    [SmallDiskFact]
    public async Task A_broker_that_is_killed_on_a_full_disk_starts_again_and_has_every_message()
    {
        using var disk = new SmallDisk(64, 32);
        await using var broker = await StartAsync(disk, "ASYNC_FLUSH");
        await using var load = new CrashLoad(broker.Address, Topic);
        var sending = load.SendUntilAsync(Messages);
        await load.RefusedAsync();

        await broker.KillAndRestartAsync();

        await ReadableMessages.AssertByOffsetAsync(load);
        disk.MakeSpace();
        await sending;
        await ReadableMessages.AssertByOffsetAsync(load);
    }

    private static async Task FillAndFreeAsync(string flushDiskType)
    {
        using var disk = new SmallDisk(64, 32);
        await using var broker = await StartAsync(disk, flushDiskType);
        await using var load = new CrashLoad(broker.Address, Topic);
        var sending = load.SendUntilAsync(Messages);

        var refused = await load.RefusedAsync();
        Assert.StartsWith("service not available now.", refused.Remark, StringComparison.Ordinal);
        Assert.Contains("left, which are kept for queues, index and offsets", refused.Remark, StringComparison.Ordinal);
        Assert.NotEqual("Writable", await load.HealthAsync());
        Assert.InRange(load.Acknowledgements.Count, 1000, Messages - 1);
        await ReadableMessages.AssertByOffsetAsync(load);

        disk.MakeSpace();
        await sending;
        Assert.Equal("Writable", await load.HealthAsync());
        await ReadableMessages.AssertByOffsetAsync(load);
        Assert.Single(broker.Transcript.Split('\n'), line => line.Contains("The disk refuses (Append)", StringComparison.Ordinal));

        await broker.RestartAsync();
        Assert.Contains("opened after a clean stop", broker.Transcript, StringComparison.Ordinal);
        await ReadableMessages.AssertByOffsetAsync(load);
    }

    /// <summary>Files are small, and the levels of disk use are out of the way, so that the disk itself is what refuses.</summary>
    private static Task<ServerProcess> StartAsync(SmallDisk disk, string flushDiskType) => ServerProcess.StartBrokerAsync(disk.Path, "", new()
    {
        ["flushDiskType"] = flushDiskType,
        ["mappedFileSizeCommitLog"] = $"{8 * 1024 * 1024}",
        ["mappedFileSizeConsumeQueue"] = "60000",
        ["maxHashSlotNum"] = "5000",
        ["maxIndexNum"] = "100000",
        ["diskMaxUsedSpaceRatio"] = "95",
        ["diskSpaceCleanForciblyRatio"] = "99",
        ["diskSpaceWarningLevelRatio"] = "99",
        ["cleanFileForciblyEnable"] = "false",
    });
}
