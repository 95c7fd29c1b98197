namespace RocketMQ.Store.Log;

/// <summary>Counts appends by outcome, size and duration. All members may be called from any thread.</summary>
internal sealed class PutFigures(TimeProvider clock)
{
    private static readonly int[] UpperMillis = [10, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 5000, 10_000];

    private readonly long[] _distribution = new long[StoreStatistics.DistributionLabels.Count];
    private long _times;
    private long _bytes;
    private long _failed;
    private long _longest;

    public long Times => Volatile.Read(ref _times);

    public long Bytes => Volatile.Read(ref _bytes);

    public long Failed => Volatile.Read(ref _failed);

    public long LongestMillis => Volatile.Read(ref _longest);

    public IReadOnlyList<long> Distribution => [.. _distribution];

    public void Count(in AppendResult result, long startedAt)
    {
        if (!result.IsStored)
        {
            Interlocked.Increment(ref _failed);
            return;
        }

        Interlocked.Add(ref _times, result.Count);
        Interlocked.Add(ref _bytes, result.Size);
        var millis = (long)clock.GetElapsedTime(startedAt).TotalMilliseconds;
        Interlocked.Increment(ref _distribution[Bucket(millis)]);
        if (millis > Volatile.Read(ref _longest)) Volatile.Write(ref _longest, millis);
    }

    private static int Bucket(long millis)
    {
        if (millis <= 0) return 0;
        var index = UpperMillis.AsSpan().IndexOfAnyInRange((int)Math.Min(millis, 10_000) + 1, int.MaxValue);
        return index < 0 ? UpperMillis.Length + 1 : index + 1;
    }
}
