using RocketMQ.Model;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Tests;

/// <summary>Store times and durations of appends from few looks at the clock.</summary>
public sealed class StoreClockTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SteppedTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Between_two_looks_at_the_time_of_day_it_goes_on_by_itself()
    {
        var clock = new StoreClock(_time);
        var start = clock.Now();
        Assert.Equal(_time.Day.ToUnixTimeMilliseconds(), start.UnixMillis);
        _time.Pass(TimeSpan.FromMilliseconds(99));
        Assert.Equal(start.UnixMillis + 99, clock.Now().UnixMillis);
        Assert.Equal(99, clock.MillisSince(start));
        Assert.Equal(1, _time.Looks);
    }

    [Fact]
    public void A_clock_that_was_set_is_noticed_after_a_tenth_of_a_second_and_does_not_disturb_durations()
    {
        var clock = new StoreClock(_time);
        var start = clock.Now();
        _time.Set(TimeSpan.FromHours(-1));
        _time.Pass(TimeSpan.FromMilliseconds(100));
        Assert.Equal(start.UnixMillis + 100 - 3_600_000, clock.Now().UnixMillis);
        Assert.Equal(100, clock.MillisSince(start));
    }

    [Fact]
    public void Whoever_was_overtaken_on_the_way_to_the_log_looks_at_the_clock_again()
    {
        var log = new CommitLog(new LocalFiles(), _folder.LogPath, 65536, byCalls: false, _time);
        log.Start(0, 0);
        var queue = new QueueTable(new LocalFiles(), _folder.Path, 6000, 10).GetOrAdd("T", 0);
        var overtaken = log.Clock.Now();
        _time.Pass(TimeSpan.FromMilliseconds(40));
        var overtaker = log.Clock.Now();
        _time.Pass(TimeSpan.FromMilliseconds(2));

        Assert.Equal(overtaker.UnixMillis, Append(log, queue, overtaker).StoreTimestamp);
        Assert.Equal(overtaker.UnixMillis + 2, Append(log, queue, overtaken).StoreTimestamp);
        log.Close();
    }

    [Fact]
    public async Task Puts_are_counted_by_how_long_they_took()
    {
        await using var store = _folder.Open(clock: _time);
        store.Put("fast");
        _time.PerLook = TimeSpan.FromMilliseconds(20);
        store.Put("slow");
        var figures = store.GetStatistics();
        Assert.Equal((1L, 0L, 1L), (figures.PutMessageDistribution[0], figures.PutMessageDistribution[1], figures.PutMessageDistribution[2]));
        Assert.Equal((2L, 2L), (figures.PutMessageDistribution.Sum(), figures.PutMessageTimesTotal));
        Assert.InRange(figures.PutMessageEntireTimeMax, 20, 49);
    }

    private static AppendResult Append(CommitLog log, ConsumeQueue queue, Moment began)
    {
        var record = new RecordContent { Topic = "T"u8, Body = "m"u8 };
        return log.Append(ref record, queue, MessageRecordCodec.Measure(record), began);
    }

    /// <summary>A clock that goes on as it is told, and can be set.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks;

        public DateTimeOffset Day { get; private set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public int Looks { get; private set; }

        /// <summary>What passes with each look at the timestamp.</summary>
        public TimeSpan PerLook { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            _ticks += time.Ticks;
            Day += time;
        }

        public void Set(TimeSpan by) => Day += by;

        public override DateTimeOffset GetUtcNow()
        {
            Looks++;
            return Day;
        }

        public override long GetTimestamp()
        {
            var now = _ticks;
            Pass(PerLook);
            return now;
        }
    }
}
