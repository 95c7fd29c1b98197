namespace RocketMQ.Store.Log;

/// <summary>When something began: for durations, and as milliseconds since 1970.</summary>
internal readonly record struct Moment(long Timestamp, long UnixMillis);

/// <summary>
/// Gives the time of day and the start of a duration for one look at the clock, which is a large part of a small append: between two
/// looks at the time of day it is counted on from the first.
/// </summary>
/// <remarks>Any thread may call; the anchor is replaced as a whole.</remarks>
internal sealed class StoreClock(TimeProvider clock)
{
    /// <summary>How late a clock that was set is noticed.</summary>
    private static readonly long MostTicks = TimeSpan.FromMilliseconds(100).Ticks;

    private volatile Anchor? _anchor;

    public Moment Now()
    {
        var timestamp = clock.GetTimestamp();
        if (_anchor is { } anchor && clock.GetElapsedTime(anchor.Timestamp, timestamp).Ticks is >= 0 and var passed && passed < MostTicks)
            return new Moment(timestamp, (anchor.UnixTicks + passed) / TimeSpan.TicksPerMillisecond);
        anchor = new Anchor(timestamp, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks);
        _anchor = anchor;
        return new Moment(timestamp, anchor.UnixTicks / TimeSpan.TicksPerMillisecond);
    }

    public long MillisSince(Moment start) => (long)clock.GetElapsedTime(start.Timestamp).TotalMilliseconds;

    private sealed record Anchor(long Timestamp, long UnixTicks);
}
