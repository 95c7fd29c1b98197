using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A broker process whose disk turns read-only, or whose log is moved away underneath it: it refuses, says so, and goes on reading.</summary>
public sealed class LostDiskTests
{
    private const int Messages = 2000;

    [FailingDiskFact]
    public async Task On_a_disk_that_turned_read_only_messages_are_refused_and_read_and_all_that_were_flushed_are_there_when_it_is_mounted_again()
    {
        using var disk = new FailingDisk(64);
        using var folder = new TemporaryFolder();
        await using var broker = await StartAsync(folder, disk, "SYNC_FLUSH");
        await using var load = new CrashLoad(broker.Address, "read-only");
        await load.SendUntilAsync(Messages);
        disk.BecomeReadOnly();

        await AssertRefusesAndReadsAsync(broker, load);

        await broker.KillAsync();
        disk.MountAgain();
        await broker.RestartAsync();
        await ReadableMessages.AssertByOffsetAsync(load);
        await load.SendUntilAsync(load.Acknowledgements.Count + 500);
        await ReadableMessages.AssertByOffsetAsync(load);
    }

    [FailingDiskFact]
    public async Task A_log_that_is_written_in_memory_notices_a_read_only_disk_as_well_and_the_broker_lives_on()
    {
        using var disk = new FailingDisk(64);
        using var folder = new TemporaryFolder();
        await using var broker = await StartAsync(folder, disk, "ASYNC_FLUSH");
        await using var load = new CrashLoad(broker.Address, "read-only");
        await load.SendUntilAsync(Messages);
        disk.BecomeReadOnly();

        await AssertRefusesAndReadsAsync(broker, load);
    }

    [Fact]
    public async Task While_the_folder_of_the_log_is_gone_messages_are_refused_and_read_and_it_goes_on_by_itself_when_it_is_back()
    {
        using var folder = new TemporaryFolder();
        await using var broker = await ServerProcess.StartBrokerAsync(folder.Path, "");
        await using var load = new CrashLoad(broker.Address, "vanished");
        await load.SendUntilAsync(Messages);
        Directory.Move(folder["store/commitlog"], folder["elsewhere"]);

        await AssertRefusesAndReadsAsync(broker, load);

        Directory.Move(folder["elsewhere"], folder["store/commitlog"]);
        await load.SendUntilAsync(load.Acknowledgements.Count + 500);
        Assert.Equal("Writable", await load.HealthAsync());
        await ReadableMessages.AssertByOffsetAsync(load);
        await broker.RestartAsync();
        Assert.Contains("opened after a clean stop", broker.Transcript, StringComparison.Ordinal);
        await ReadableMessages.AssertByOffsetAsync(load);
    }

    private static async Task AssertRefusesAndReadsAsync(ServerProcess broker, CrashLoad load)
    {
        var refused = await load.RefusedAsync();
        Assert.StartsWith("service not available now.", refused.Remark, StringComparison.Ordinal);
        Assert.NotEqual("Writable", await load.HealthAsync());
        Assert.Contains("The disk refuses", broker.Transcript, StringComparison.Ordinal);
        await ReadableMessages.AssertByOffsetAsync(load);
    }

    private static Task<ServerProcess> StartAsync(TemporaryFolder folder, FailingDisk disk, string flushDiskType) => ServerProcess.StartBrokerAsync(folder.Path, "", new()
    {
        ["storePathRootDir"] = Path.Combine(disk.Path, "store"),
        ["flushDiskType"] = flushDiskType,
        ["mappedFileSizeCommitLog"] = $"{8 * 1024 * 1024}",
        ["mappedFileSizeConsumeQueue"] = "60000",
        ["maxHashSlotNum"] = "5000",
        ["maxIndexNum"] = "100000",
        ["diskMaxUsedSpaceRatio"] = "95",
        ["diskSpaceCleanForciblyRatio"] = "99",
        ["diskSpaceWarningLevelRatio"] = "99",
    });
}
