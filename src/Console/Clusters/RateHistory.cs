using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The last ten minutes of every broker's rates, in memory. Written by the collector alone, read by any thread.</summary>
internal sealed class RateHistory
{
    /// <summary>How far back it goes.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, ImmutableQueue<RatePoint>> _points = new(StringComparer.Ordinal);

    /// <summary>The points of a broker process, oldest first; none for an unknown one.</summary>
    public IReadOnlyList<RatePoint> Of(string address) => _points.TryGetValue(address, out var points) ? [.. points] : [];

    /// <summary>Adds one look at all brokers. A broker that is known and missing gets a gap, until all its points are too old.</summary>
    public void Add(DateTimeOffset at, IEnumerable<BrokerSnapshot> brokers)
    {
        var seen = brokers.ToDictionary(broker => broker.Address, broker => new RatePoint(at, broker.InRate, broker.OutRate));
        foreach (var address in _points.Keys.Union(seen.Keys))
        {
            var points = _points.GetValueOrDefault(address, []).Enqueue(seen.GetValueOrDefault(address, new RatePoint(at, null, null)));
            while (!points.IsEmpty && points.Peek().At <= at - Span)
                points = points.Dequeue();
            if (seen.ContainsKey(address) || points.Any(point => point.In is not null || point.Out is not null))
                _points[address] = points;
            else
                _points.TryRemove(address, out _);
        }
    }
}
