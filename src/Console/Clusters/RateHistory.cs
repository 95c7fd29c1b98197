using System.Collections.Immutable;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The rates of one broker at one moment; null where they are not known, which charts draw as a gap.</summary>
/// <param name="Name">The broker set.</param>
/// <param name="Address">"host:port".</param>
/// <param name="In">Messages stored a second.</param>
/// <param name="Out">Messages delivered a second.</param>
public sealed record BrokerRate(string Name, string Address, double? In, double? Out);

/// <summary>The rates of all brokers at one moment.</summary>
public sealed record RateTick(DateTimeOffset At, ImmutableArray<BrokerRate> Brokers);

/// <summary>
/// The rates of the last ten minutes, one tick a second, in memory. A broker that was not there or did not answer is missing or null
/// in a tick; a time in which nothing was collected has no ticks.
/// </summary>
/// <remarks>Written by the collector, read by anyone; one lock, held for a copy at most.</remarks>
public sealed class RateHistory
{
    /// <summary>Ticks kept: ten minutes.</summary>
    public const int Capacity = 600;

    private readonly Lock _gate = new();
    private readonly Queue<RateTick> _ticks = new(Capacity);

    /// <summary>Raised after every tick, on the collector's thread.</summary>
    public event Action<RateTick>? Added;

    /// <summary>All ticks, oldest first.</summary>
    public IReadOnlyList<RateTick> Ticks
    {
        get
        {
            lock (_gate)
                return [.. _ticks];
        }
    }

    /// <summary>Adds the newest tick; the oldest goes when there are too many.</summary>
    internal void Add(RateTick tick)
    {
        lock (_gate)
        {
            if (_ticks.Count == Capacity)
                _ticks.Dequeue();
            _ticks.Enqueue(tick);
        }

        Added?.Invoke(tick);
    }
}
