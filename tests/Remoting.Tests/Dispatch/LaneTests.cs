using Microsoft.Extensions.Time.Testing;
using RocketMQ.Remoting.Dispatch;

namespace RocketMQ.Remoting.Tests.Dispatch;

public class LaneTests
{
    [Fact]
    public async Task A_lane_of_one_serves_in_order()
    {
        var lane = new Lane("one", 1, 10_000);
        var order = new List<int>();
        var done = new TaskCompletionSource();
        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            Assert.True(lane.TryEnter(async () =>
            {
                await Task.Yield();
                order.Add(number);
                if (number == 999)
                    done.SetResult();
            }));
        }

        await done.Task;
        Assert.Equal(Enumerable.Range(0, 1000), order);
    }

    [Fact]
    public async Task No_more_are_served_at_a_time_than_the_lane_allows()
    {
        var lane = new Lane("three", 3, 10_000);
        var running = 0;
        var most = 0;
        var left = 2000;
        var done = new TaskCompletionSource();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                Assert.True(lane.TryEnter(async () =>
                {
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                    if (Interlocked.Decrement(ref left) == 0)
                        done.SetResult();
                }));
            }
        })));

        await done.Task;
        Assert.InRange(most, 1, 3);
        Assert.Equal(0, lane.Waiting);
    }

    [Fact]
    public async Task A_full_lane_lets_nobody_in_and_loses_nobody()
    {
        var lane = new Lane("full", 1, 2);
        var gate = new TaskCompletionSource();
        var inside = new TaskCompletionSource();
        var served = 0;
        var second = new TaskCompletionSource();
        Assert.True(lane.TryEnter(async () =>
        {
            inside.SetResult();
            await gate.Task;
        }));
        await inside.Task;
        Assert.True(lane.TryEnter(Serve));
        Assert.True(lane.TryEnter(Serve));
        Assert.False(lane.TryEnter(Serve));
        Assert.Equal(2, lane.Waiting);

        gate.SetResult();
        await second.Task;
        Assert.Equal(2, served);

        Task Serve()
        {
            if (++served == 2)
                second.SetResult();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task What_waits_longer_than_the_lanes_patience_is_told_so_while_the_lane_is_still_busy()
    {
        var time = new FakeTimeProvider();
        using var lane = new Lane("slow", 1, 100, TimeSpan.FromMilliseconds(200), time);
        var (inside, gate, last) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var served = new List<string>();
        var expired = new List<string>();
        Assert.True(lane.TryEnter(async () =>
        {
            inside.SetResult();
            await gate.Task;
        }));
        await inside.Task;
        Assert.True(lane.TryEnter(() => Serve("first"), expired.Add));
        time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.True(lane.TryEnter(() => Serve("second"), expired.Add));
        Assert.Equal(TimeSpan.FromMilliseconds(150), lane.HeadWait);
        Assert.Empty(expired);

        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(["[TIMEOUT_CLEAN_QUEUE]broker busy, start flow control for a while, period in queue: 200ms, size of queue: 1"], expired);
        Assert.Equal((1, TimeSpan.FromMilliseconds(50)), (lane.Waiting, lane.HeadWait));

        time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.Equal(2, expired.Count);
        Assert.True(lane.TryEnter(() => Serve("third"), expired.Add));
        gate.SetResult();
        await last.Task;
        Assert.Equal(["third"], served);

        Task Serve(string name)
        {
            served.Add(name);
            last.TrySetResult();
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_lane_without_room_is_a_bug(int concurrency, int capacity)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lane("none", concurrency, capacity));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
