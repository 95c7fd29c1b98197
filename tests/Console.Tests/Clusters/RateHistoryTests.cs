using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class RateHistoryTests
{
    [Fact]
    public void The_oldest_tick_goes_when_ten_minutes_are_full()
    {
        var history = new RateHistory();
        for (var second = 0; second <= RateHistory.Capacity; second++)
            history.Add(new RateTick(DateTimeOffset.UnixEpoch.AddSeconds(second), []));

        Assert.Equal(RateHistory.Capacity, history.Ticks.Count);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), history.Ticks[0].At);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(RateHistory.Capacity), history.Ticks[^1].At);
    }
}
