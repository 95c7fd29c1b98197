using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class LagTrendsTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly LagTrends _trends;

    public LagTrendsTests() => _trends = new LagTrends(_clock);

    [Fact]
    public void A_lag_that_rises_all_the_time_grows()
    {
        Assert.Equal(20, Look(0, 100, 200, 300, 400, 500));
    }

    [Fact]
    public void A_lag_that_goes_up_and_down_does_not()
    {
        Assert.Equal(0, Look(0, 900, 100, 800, 50, 1000, 20, 950));
    }

    [Fact]
    public void A_few_looks_do_not_tell()
    {
        Assert.Null(Look(0, 100, 200, 300, 400));
    }

    [Fact]
    public void An_unknown_lag_starts_anew()
    {
        Look(0, 100, 200, 300, 400);

        Assert.Null(Look(null, 500));
    }

    // Five seconds apart, as the collector looks.
    private double? Look(params long?[] lags)
    {
        ImmutableArray<GroupSnapshot> last = [];
        foreach (var lag in lags)
        {
            last = _trends.Add([Samples.Group("readers", lag: lag)]);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        return last[0].LagGrowth;
    }
}
