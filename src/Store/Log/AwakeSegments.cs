using System.Collections.Concurrent;

namespace RocketMQ.Store.Log;

/// <summary>
/// Bounds how many queue files are mapped at the same time: a broker may have hundreds of thousands, while a process has a limit of
/// mappings and each costs memory. Those that were not used since they were last looked at fall asleep first.
/// </summary>
/// <remarks>Any thread may add. One at a time puts others to sleep, usually one for each that woke, so nobody works for long.</remarks>
internal sealed class AwakeSegments(int limit)
{
    private readonly ConcurrentQueue<Segment> _awake = new();
    private int _count;
    private int _trimming;

    /// <summary>Files mapped now, those that are about to be unmapped included.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add(Segment segment)
    {
        _awake.Enqueue(segment);
        if (Interlocked.Increment(ref _count) <= limit || Interlocked.Exchange(ref _trimming, 1) != 0) return;
        // Each is looked at twice at most: once to see that it was used, once more to find it was not again.
        Trim(2 * (limit + 1), limit);
        Volatile.Write(ref _trimming, 0);
    }

    /// <summary>Puts all to sleep that were not used since the last time, so that an idle store maps no queue at all.</summary>
    public void SleepIdle()
    {
        if (Interlocked.Exchange(ref _trimming, 1) != 0) return;
        Trim(_awake.Count, 0);
        Volatile.Write(ref _trimming, 0);
    }

    private void Trim(int looks, int most)
    {
        for (; looks > 0 && Count > most && _awake.TryDequeue(out var segment); looks--)
        {
            if (segment.IsGone || (!segment.TakeTouched() && segment.TrySleep())) Interlocked.Decrement(ref _count);
            else _awake.Enqueue(segment);
        }
    }
}
