using System.Collections.Immutable;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Remembers the lag of each group over the last minute, to tell a group that falls behind from one that breathes, and when it will have caught up.</summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
internal sealed class LagTrends(TimeProvider time)
{
    private const int Kept = 12;
    private const int Enough = 6;

    private Dictionary<string, ImmutableList<(DateTimeOffset At, long Lag)>> _samples = [];

    /// <summary>Takes the newest lags and adds the growth where there are enough samples.</summary>
    public ImmutableArray<GroupSnapshot> Add(ImmutableArray<GroupSnapshot> groups)
    {
        var now = time.GetUtcNow();
        // A gap would compare times that do not belong together: unknown lag starts the group anew.
        _samples = groups.Where(group => group.Lag is not null).ToDictionary(
            group => group.Name,
            group => Append(_samples.GetValueOrDefault(group.Name) ?? [], (now, group.Lag!.Value)),
            StringComparer.Ordinal);
        return [.. groups.Select(group => _samples.GetValueOrDefault(group.Name) is { } samples
            ? group with { LagGrowth = Growth(samples), Drain = DrainOf(samples) }
            : group)];
    }

    private static ImmutableList<(DateTimeOffset At, long Lag)> Append(ImmutableList<(DateTimeOffset At, long Lag)> samples, (DateTimeOffset, long) next) =>
        (samples.Count == Kept ? samples.RemoveAt(0) : samples).Add(next);

    private static Drain? DrainOf(ImmutableList<(DateTimeOffset At, long Lag)> samples) => samples.Count >= Enough || samples[^1].Lag == 0
        ? Drain.Of(samples[^1].Lag, samples[0].Lag - samples[^1].Lag, samples[^1].At - samples[0].At)
        : null;

    // Lag goes up and down with every batch; only when all of the later half is above all of the earlier one it really grows.
    private static double? Growth(ImmutableList<(DateTimeOffset At, long Lag)> samples)
    {
        if (samples.Count < Enough)
            return null;
        var half = samples.Count / 2;
        var grows = samples.Skip(half).Min(sample => sample.Lag) > samples.Take(half).Max(sample => sample.Lag);
        var seconds = (samples[^1].At - samples[0].At).TotalSeconds;
        return grows && seconds > 0 ? (samples[^1].Lag - samples[0].Lag) / seconds : 0;
    }
}
