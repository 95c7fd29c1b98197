using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.History;

public sealed class HistoryStoreTests : IDisposable
{
    private static readonly Subject Orders = Subject.Topic("orders");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly TemporaryHistory _history;

    public HistoryStoreTests() => _history = new TemporaryHistory(_clock);

    public void Dispose() => _history.Dispose();

    [Fact]
    public void A_row_has_the_mean_and_the_peak_of_its_ten_seconds()
    {
        _history.Write(Orders, Figure.In, 10, 30);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _history.Write(Orders, Figure.In, 20, 40);

        Assert.Equal(new HistoryPoint(Samples.Noon.ToUnixTimeMilliseconds(), 25, 40), Assert.Single(_history.Read(Orders, Figure.In, Hour)));
    }

    [Fact]
    public void A_restart_in_the_middle_of_a_row_loses_nothing_of_it()
    {
        _history.Write(Orders, Figure.In, 10);
        _history.Restart();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _history.Write(Orders, Figure.In, 20);

        Assert.Equal((15, 20), _history.Read(Orders, Figure.In, Hour).Select(point => (point.Mean, point.Max)).Single());
    }

    [Fact]
    public void A_time_without_figures_is_a_gap_in_every_tier()
    {
        _history.Write(Orders, Figure.In, 1);
        _clock.Advance(TimeSpan.FromHours(3));
        _history.Write(Orders, Figure.In, 3);
        _clock.Advance(Hour);
        _history.Write(Orders, Figure.In, 4);

        Assert.Equal([1, 3, 4], _history.Read(Orders, Figure.In, TimeSpan.FromHours(20)).Select(point => point.Mean));
        Assert.Equal(2, _history.Number("SELECT count(*) FROM samples_60"));
        Assert.Equal(2, _history.Number("SELECT count(*) FROM samples_3600"));
    }

    [Fact]
    public void Coarser_tiers_keep_mean_and_peak()
    {
        for (var i = 0; i < 360; i++)
        {
            _history.Write(Orders, Figure.In, i < 180 ? 0 : 10, i == 7 ? 100 : 0);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        _history.Write(Orders, Figure.In, 5);

        var hour = _history.Read(Orders, Figure.In, TimeSpan.FromDays(300))[0];
        Assert.Equal(100, hour.Max);
        Assert.Equal((180 * 10 + 100) / 720d, hour.Mean, 6);
        Assert.Equal(360, _history.Number("SELECT count FROM samples_60 LIMIT 1") * 30);
    }

    [Theory]
    [InlineData("00:59:00", 10)]
    [InlineData("13.00:00:00", 1560)]
    [InlineData("364.00:00:00", 46800)]
    public void A_chart_has_at_most_as_many_steps_as_it_can_show(string range, int step)
    {
        var to = _clock.GetUtcNow();

        var past = _history.Query.Read("dev", Orders, [Figure.In], to - TimeSpan.Parse(range, null), to);

        Assert.Equal(step, past.Step);
        Assert.InRange((past.To - past.From).TotalSeconds / past.Step, 350, 722);
        Assert.True(past.From <= to - TimeSpan.Parse(range, null) && past.To >= to);
    }

    [Fact]
    public void What_is_too_old_goes_tier_by_tier()
    {
        _history.Write(Orders, Figure.In, 1);
        _clock.Advance(Hour);
        _history.Write(Orders, Figure.In, 1);
        _clock.Advance(TimeSpan.FromDays(2));
        Write();

        Assert.Equal((1, 2, 2), Rows());
        _clock.Advance(TimeSpan.FromDays(20));
        Write();

        Assert.Equal((1, 0, 3), Rows());

        // One write removes some minutes only.
        void Write()
        {
            for (var i = 0; i < 3; i++)
                _history.Write(Orders, Figure.In, 2);
        }
    }

    [Fact]
    public void Weeks_of_figures_do_not_make_the_file_grow_after_the_oldest_begin_to_go()
    {
        // The real steps, kept for shorter, so that every tier comes to its end within the three weeks.
        var options = new HistoryOptions { Tiers = [new(10, TimeSpan.FromHours(12)), new(60, TimeSpan.FromDays(4)), new(3600, TimeSpan.FromDays(10))] };
        using var history = new TemporaryHistory(_clock, options);
        long Simulate(int days)
        {
            for (var minute = 0; minute < days * 24 * 60; minute += 2)
            {
                history.Store.Write(_clock.GetUtcNow(), Enumerable.Range(0, 8).Select(i =>
                    KeyValuePair.Create(new SeriesKey("dev", Subject.Topic($"t{i}"), Figure.In), default(Sums).Add(minute * 0.37 + i))));
                _clock.Advance(TimeSpan.FromMinutes(2));
            }

            return history.Number("SELECT page_count FROM pragma_page_count()");
        }

        var full = Simulate(12);
        var later = Simulate(9);

        Assert.True(later <= full * 1.02, $"{full} pages after 12 days, {later} after 21");
        Assert.Equal(8 * 24 * 10, history.Number("SELECT count(*) FROM samples_3600"), tolerance: 16);
    }

    [Fact]
    public void At_most_so_many_series_are_recorded_and_the_rest_is_counted()
    {
        using var history = new TemporaryHistory(_clock, new HistoryOptions { MostSeries = 2 });

        history.Store.Write(_clock.GetUtcNow(), Each("a", "b", "c", "d"));

        Assert.Equal(2, history.Store.Refused);
        Assert.Equal((1, 0), (history.Read(Subject.Topic("b"), Figure.In, Hour).Count, history.Read(Subject.Topic("c"), Figure.In, Hour).Count));
    }

    [Fact]
    public void A_series_that_is_silent_for_a_day_makes_room()
    {
        using var history = new TemporaryHistory(_clock, new HistoryOptions { MostSeries = 2 });
        history.Store.Write(_clock.GetUtcNow(), Each("a", "b"));
        _clock.Advance(TimeSpan.FromHours(20));
        history.Store.Write(_clock.GetUtcNow(), Each("b", "c"));
        Assert.Equal(1, history.Store.Refused);

        _clock.Advance(TimeSpan.FromHours(5));
        history.Restart();
        history.Store.Write(_clock.GetUtcNow(), Each("b", "c"));

        Assert.Equal(0, history.Store.Refused);
        Assert.Single(history.Read(Subject.Topic("c"), Figure.In, Hour));
    }

    [Fact]
    public void What_is_on_disk_keeps_its_numbers()
    {
        Assert.Equal(
            ["In=0", "Out=1", "Lag=2", "OldestUnread=3", "Disk=4", "PutP50=5", "PutP99=6", "Producers=7", "Members=8", "ProofAge=9", "RoundTrip=10"],
            Enum.GetValues<Figure>().Select(figure => $"{figure}={(int)figure}"));
        Assert.Equal(["Cluster=0", "Broker=1", "Group=2", "Topic=3"], Enum.GetValues<SubjectKind>().Select(kind => $"{kind}={(int)kind}"));
    }

    private (long, long, long) Rows() => (
        _history.Number("SELECT count(*) FROM samples_10"), _history.Number("SELECT count(*) FROM samples_60"), _history.Number("SELECT count(*) FROM samples_3600"));

    private static IEnumerable<KeyValuePair<SeriesKey, Sums>> Each(params string[] topics) =>
        topics.Select(topic => KeyValuePair.Create(new SeriesKey("dev", Subject.Topic(topic), Figure.In), default(Sums).Add(1)));
}
