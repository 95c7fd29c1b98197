using System.Globalization;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>Measures the memory of the process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>Many messages that wait at once. TIMER_PENDING=1000000 in the environment tries as many as the product promises.</summary>
[Collection(nameof(AloneCollection))]
public sealed class TimerCapacityTests
{
    private const long MostManaged = 24 * 1024 * 1024;

    [Fact]
    public async Task Memory_does_not_follow_the_number_of_waiting_messages_and_each_comes_once()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("TIMER_PENDING") ?? "200000", CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        var more = new Dictionary<string, string> { ["mappedFileSizeCommitLog"] = "268435456", ["mappedFileSizeConsumeQueue"] = "6000000", ["maxIndexNum"] = "20000000" };
        var time = default(Microsoft.Extensions.Time.Testing.FakeTimeProvider);
        await using (var broker = await TestBroker.StartAsync(more, folder))
        {
            time = broker.Time;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            TimerTests.Append(broker, count, i => 3_600_000 + (i * 7919L % 7200 * 1000));
            await Eventually.HoldsAsync("index of all", () => Task.FromResult(broker.Server.Node.Timers.Waiting == count));
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostManaged);
            await broker.AdvanceUntilAsync(TimeSpan.FromMinutes(80), () => broker.Store.GetMaxOffset("Orders", 0) > count / 10);
        }

        await using var again = await TestBroker.StartAsync(more, folder, time: time);
        var delivered = again.Store.GetMaxOffset("Orders", 0);
        Assert.InRange(delivered, count / 10, count - 1);
        time.Advance(TimeSpan.FromHours(3));
        await Eventually.HoldsAsync("delivery of all", () => Task.FromResult(again.Store.GetMaxOffset("Orders", 0) >= count));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, 4 * MostManaged);

        Assert.Equal(count, again.Store.GetMaxOffset("Orders", 0));
        Assert.Equal(0, again.Server.Node.Timers.Waiting);
        var seen = new bool[count];
        for (var offset = 0L; offset < count; offset += 32)
        {
            using var read = again.Store.Read("Orders", 0, offset, 32, int.MaxValue, null);
            foreach (var bytes in read.Records)
            {
                Assert.Equal(Model.RecordKind.Message, Model.RecordView.Parse(bytes.Span, out var record));
                seen[int.Parse(record.Body[1..], CultureInfo.InvariantCulture)] = true;
            }

            offset = read.NextBeginOffset - 32;
        }

        Assert.DoesNotContain(false, seen);
    }
}
