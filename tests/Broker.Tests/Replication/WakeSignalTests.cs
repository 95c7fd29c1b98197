using Microsoft.Extensions.Time.Testing;
using RocketMQ.Broker.Replication;

namespace RocketMQ.Broker.Tests.Replication;

public sealed class WakeSignalTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Signals_of_the_time_in_which_nobody_waited_count_as_one()
    {
        using var signal = new WakeSignal();
        signal.Set();
        signal.Set();

        Assert.True(await signal.WaitAsync(Longest, _time, CancellationToken.None));

        var next = signal.WaitAsync(Longest, _time, CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        signal.Set();
        Assert.True(await next);
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_over_or_its_loop_is_to_stop()
    {
        using var signal = new WakeSignal();
        using var stopping = new CancellationTokenSource();
        var late = signal.WaitAsync(Longest, _time, stopping.Token).AsTask();
        _time.Advance(Longest);
        Assert.False(await late);

        var stopped = signal.WaitAsync(Longest, _time, stopping.Token).AsTask();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
    }

    [Fact]
    public async Task No_signal_is_missed_by_a_loop_that_works_in_between()
    {
        using var signal = new WakeSignal();
        var (made, seen) = (0, 0);
        var making = Task.Run(() =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                Interlocked.Increment(ref made);
                signal.Set();
            }
        });

        while (seen < 100_000)
        {
            // The clock stands still: a signal that is missed would leave the loop waiting.
            Assert.True(await signal.WaitAsync(Longest, _time, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
            seen = Volatile.Read(ref made);
        }

        await making;
    }
}
