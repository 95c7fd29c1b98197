using System.Globalization;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>
/// What a broker has acknowledged survives kill -9, and the console brings the broker back by itself. BROKER_KILL_ROUNDS says how
/// often a broker is killed on one folder.
/// </summary>
public sealed class CrashSafetyTests
{
    private const int Messages = 100_000;
    private const int MessagesPerRound = 5000;
    private const string Topic = "crash-safety";

    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("BROKER_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    [Fact]
    public async Task Every_acknowledged_message_is_there_after_the_broker_was_killed_in_the_middle()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        await using var load = new CrashLoad(console.Broker, Topic);

        await load.SendUntilAsync(Messages / 2);
        var sending = load.SendUntilAsync(Messages);
        using (var broker = System.Diagnostics.Process.GetProcessById(console.Children[^1]))
            broker.Kill();
        await sending;

        Assert.True(load.Acknowledgements.Count >= Messages);
        await ReadableMessages.AssertByOffsetAsync(load);
        await ReadableMessages.AssertFoundAsync(load);
    }

    [Fact]
    public async Task A_broker_that_is_killed_again_and_again_on_one_folder_keeps_everything_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        await using var nameServer = await ServerProcess.StartNameServerAsync(folder["names"]);
        await using var broker = await ServerProcess.StartBrokerAsync(folder["broker"], nameServer.Address, new()
        {
            // Small files, so that every round goes over many of their ends.
            ["mappedFileSizeCommitLog"] = "1048576", ["mappedFileSizeConsumeQueue"] = "20000", ["maxHashSlotNum"] = "1000", ["maxIndexNum"] = "4000",
            ["flushConsumeQueueThoroughInterval"] = "1000",
        });
        await using var load = new CrashLoad(broker.Address, Topic);
        for (var round = 1; round <= Rounds; round++)
        {
            var (before, target) = (load.Acknowledgements.Count, load.Acknowledgements.Count + MessagesPerRound);
            var sending = load.SendUntilAsync(target);
            await Eventually.HoldsAsync("load", () => Task.FromResult(load.Acknowledgements.Count >= before + (MessagesPerRound / 2)));
            await broker.KillAndRestartAsync();
            await sending;
            await ReadableMessages.AssertByOffsetAsync(load);
            await ReadableMessages.AssertFoundAsync(load);
        }
    }
}
