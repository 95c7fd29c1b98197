using RocketMQ.Admin.Brokers;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Makes rates of a broker's counters: what was counted between two looks, by the time between them.</summary>
/// <remarks>Used by one look at a time.</remarks>
internal sealed class RateMeter(TimeProvider time)
{
    private readonly Dictionary<string, Look> _looks = new(StringComparer.Ordinal);

    private readonly record struct Look(long At, BrokerRuntimeInfo Runtime);

    /// <param name="address">The broker.</param>
    /// <param name="runtime">Its figures.</param>
    /// <param name="now">Timestamp of their arrival.</param>
    /// <returns>The rates since the last look at this broker; null when there was none, or the broker was started anew in between.</returns>
    public (double? In, double? Out) Measure(string address, BrokerRuntimeInfo runtime, long now)
    {
        var isKnown = _looks.Remove(address, out var last);
        _looks[address] = new Look(now, runtime);
        var seconds = time.GetElapsedTime(last.At, now).TotalSeconds;
        if (!isKnown || seconds <= 0 || last.Runtime.StartedAt != runtime.StartedAt)
            return (null, null);
        return (Rate(last.Runtime.PutTotal, runtime.PutTotal, seconds), Rate(last.Runtime.GetTotal, runtime.GetTotal, seconds));
    }

    /// <summary>Forgets a broker that did not answer: a rate over the gap would smear what happened in it.</summary>
    public void Forget(string address) => _looks.Remove(address);

    private static double? Rate(long? before, long? after, double seconds) => after - before is { } counted and >= 0 ? counted / seconds : null;
}
