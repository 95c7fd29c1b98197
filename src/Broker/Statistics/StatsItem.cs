using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Statistics;

/// <summary>One figure that grows, sampled into three windows: a minute, an hour and a day (docs/protocol.md 6.13).</summary>
/// <remarks>Any thread adds; one timer samples; readers lock against the timer only.</remarks>
internal sealed class StatsItem
{
    private readonly Lock _gate = new();
    private readonly SampleWindow _minute = new(7);
    private readonly SampleWindow _hour = new(7);
    private readonly SampleWindow _day = new(25);
    private long _sum;
    private long _times;

    /// <summary>Everything added so far.</summary>
    public long Sum => Volatile.Read(ref _sum);

    /// <summary>Adds what one call brought.</summary>
    public void Add(long value)
    {
        Interlocked.Add(ref _sum, value);
        Interlocked.Increment(ref _times);
    }

    /// <summary>Takes a sample into the windows whose turn it is.</summary>
    public void Sample(long now, bool hour, bool day)
    {
        var sample = new Sample(now, Volatile.Read(ref _sum), Volatile.Read(ref _times));
        lock (_gate)
        {
            _minute.Add(sample);
            if (hour)
                _hour.Add(sample);
            if (day)
                _day.Add(sample);
        }
    }

    /// <summary>The three windows as request 315 answers with them.</summary>
    public BrokerStatsData Snapshot()
    {
        lock (_gate)
            return new BrokerStatsData { StatsMinute = _minute.Summarise(), StatsHour = _hour.Summarise(), StatsDay = _day.Summarise() };
    }

    /// <summary>Additions per second over the last minute; 0 before two samples are there.</summary>
    public double MinuteTps()
    {
        lock (_gate)
            return _minute.Summarise().Tps;
    }
}

/// <summary>A growing figure at one moment.</summary>
internal readonly record struct Sample(long Timestamp, long Sum, long Times);

/// <summary>The newest samples, oldest first out.</summary>
internal sealed class SampleWindow(int size)
{
    private readonly Queue<Sample> _samples = new();
    private Sample _last;

    public void Add(Sample sample)
    {
        if (_samples.Count == size)
            _samples.Dequeue();
        _samples.Enqueue(sample);
        _last = sample;
    }

    /// <summary>Difference between the first and the last sample.</summary>
    public BrokerStatsItem Summarise()
    {
        if (_samples.Count < 2)
            return new BrokerStatsItem();
        var first = _samples.Peek();
        var (sum, times, span) = (_last.Sum - first.Sum, _last.Times - first.Times, _last.Timestamp - first.Timestamp);
        return new BrokerStatsItem
        {
            Sum = sum,
            Tps = span > 0 ? sum * 1000.0 / span : 0,
            Avgpt = times > 0 ? (double)sum / times : 0,
        };
    }
}
