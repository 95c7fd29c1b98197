using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>What a broker has acknowledged survives kill -9, and the console brings the broker back by itself.</summary>
public sealed class CrashSafetyTests
{
    private const int Messages = 100_000;
    private const string Topic = "crash-safety";

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
        await AssertFoundAsync(load);
    }

    /// <summary>By id and by key, every one of them.</summary>
    private static Task AssertFoundAsync(CrashLoad load) => Parallel.ForEachAsync(
        load.Acknowledgements, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (acknowledged, _) =>
        {
            var (number, where) = acknowledged;
            var byId = await load.AskAsync(RequestCode.ViewMessageById, new() { ["offset"] = $"{where.PhysicalOffset}" });
            Assert.Equal(ResponseCode.Success, byId.ResponseCode);
            Assert.Contains(CrashLoad.KeyOf(number), Encoding.UTF8.GetString(byId.Body.Span), StringComparison.Ordinal);
            var byKey = await load.AskAsync(RequestCode.QueryMessage, new()
            {
                ["topic"] = Topic,
                ["key"] = CrashLoad.KeyOf(number),
                ["maxNum"] = "32",
                ["beginTimestamp"] = "0",
                ["endTimestamp"] = $"{long.MaxValue}",
            });
            Assert.True(byKey.ResponseCode == ResponseCode.Success, $"{CrashLoad.KeyOf(number)}: {byKey.Remark}");
            Assert.Contains(ReadableMessages.RecordPositions(byKey.Body), record => record.PhysicalOffset == where.PhysicalOffset);
        });
}
