namespace RocketMQ.StoreBench.Measuring;

/// <summary>One side of a comparison: runs one round and measures the part that counts. Round 0 only warms up.</summary>
internal sealed record Contender(string Name, Func<int, Task<Sample>> RunAsync);

/// <summary>The samples of one side, round by round.</summary>
internal sealed record Series(string Name, IReadOnlyList<Sample> Samples)
{
    public double MinWall => Samples.Min(sample => sample.WallMicros);

    public double MedianWall => Median(Samples.Select(sample => sample.WallMicros));

    public double MinCpu => Samples.Min(sample => sample.CpuMicros);

    /// <summary>Median of the ratios of the rounds: both sides of one had the same neighbours on the machine.</summary>
    public double MedianRatio(Series device) =>
        Median(Samples.Zip(device.Samples, static (own, other) => own.WallMicros / other.WallMicros));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Lets the sides of a comparison take turns, in alternating order, so that noise hits all of them alike.</summary>
internal static class Rounds
{
    public static async Task<IReadOnlyList<Series>> RunAsync(int rounds, IReadOnlyList<Contender> contenders, CancellationToken cancellation)
    {
        var samples = contenders.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                cancellation.ThrowIfCancellationRequested();
                var index = round % 2 == 0 ? turn : contenders.Count - 1 - turn;
                // What the turn before left to the disk and the collector is not this one's.
                GC.Collect();
                var sample = await contenders[index].RunAsync(round);
                if (round > 0) samples[index].Add(sample);
            }
        }

        return [.. contenders.Select((contender, index) => new Series(contender.Name, samples[index]))];
    }
}
