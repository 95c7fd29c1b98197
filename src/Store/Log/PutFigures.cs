namespace RocketMQ.Store.Log;

/// <summary>Counts appends by outcome and duration; what they brought is counted by the log. All members may be called from any thread.</summary>
internal sealed class PutFigures(AppendTotals totals, StoreClock clock)
{
    private static readonly int[] UpperMillis = [10, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 5000, 10_000];

    /// <summary>Those that took a millisecond or more. Nearly all take less, and are what is left of the total.</summary>
    private readonly long[] _slow = new long[StoreStatistics.DistributionLabels.Count];
    private long _failed;
    private long _longest;

    public long Times => totals.Messages;

    public long Bytes => totals.Bytes;

    public long Failed => Volatile.Read(ref _failed);

    public long LongestMillis => Volatile.Read(ref _longest);

    public IReadOnlyList<long> Distribution
    {
        get
        {
            // In this order: each of the slow ones was counted in the total before.
            long[] distribution = [.. _slow];
            Interlocked.MemoryBarrier();
            distribution[0] = totals.Appends - distribution.Sum();
            return distribution;
        }
    }

    public void Count(in AppendResult result, Moment started)
    {
        if (!result.IsStored)
        {
            Interlocked.Increment(ref _failed);
            return;
        }

        if (clock.MillisSince(started) is > 0 and var millis) CountSlow(millis);
    }

    private void CountSlow(long millis)
    {
        var index = UpperMillis.AsSpan().IndexOfAnyInRange((int)Math.Min(millis, 10_000) + 1, int.MaxValue);
        Interlocked.Increment(ref _slow[index < 0 ? UpperMillis.Length + 1 : index + 1]);
        if (millis > Volatile.Read(ref _longest)) Volatile.Write(ref _longest, millis);
    }
}
