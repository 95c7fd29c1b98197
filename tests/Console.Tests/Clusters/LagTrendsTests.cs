using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class LagTrendsTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly LagTrends _trends;
    private GroupSnapshot _last = Samples.Group("readers");

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

    [Fact]
    public void The_time_to_drain_follows_from_what_the_lag_lost_in_the_last_minute()
    {
        Look(1000, 900, 800, 700, 600, 500);

        // 20 a second.
        Assert.Equal(new Drain(TimeSpan.FromSeconds(25)), _last.Drain);
    }

    [Fact]
    public void A_lag_that_does_not_shrink_has_no_time_to_drain_and_none_at_all_has_drained()
    {
        Look(500, 500, 500, 500, 500, 500);
        Assert.Equal(new Drain(null), _last.Drain);

        Look(0);
        Assert.Equal(new Drain(TimeSpan.Zero), _last.Drain);
    }

    [Fact]
    public void The_time_to_drain_is_unknown_after_a_few_looks_and_while_the_lag_is()
    {
        Look(1000, 900, 800);
        Assert.Null(_last.Drain);

        Look(700, 600, 500, null);
        Assert.Null(_last.Drain);
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

        _last = last[0];
        return _last.LagGrowth;
    }
}
