using RocketMQ.Store.Files;

namespace RocketMQ.Store.Log;

/// <summary>
/// Takes disk space for the log before it is written, in large steps. The log stops before the disk is full: what is left is for the
/// queue and index entries of its last messages, and for topics and offsets, so that a full disk refuses messages and nothing else.
/// </summary>
/// <remarks><c>_gate</c> lets one step happen at a time. It is taken inside the append lock, and by whoever prepares ahead.</remarks>
internal sealed class LogSpace(IStoreFiles files, string directory)
{
    private const int AtOnce = 64 * 1024 * 1024;
    private const long LeastRest = 1024 * 1024;
    private const long MostRest = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private long _end;

    /// <summary>Makes sure that the disk has room for a range of a segment. Almost always only compares two numbers.</summary>
    /// <exception cref="IOException">It has not.</exception>
    public void Ensure(Segment segment, long from, long to)
    {
        if (to <= Volatile.Read(ref _end)) return;
        lock (_gate)
        {
            if (to <= _end) return;
            var start = Math.Max(from, Math.Max(_end, segment.BaseOffset));
            var end = Math.Min(segment.EndOffset, start + StepFrom(start, to));
            segment.Reserve((int)(start - segment.BaseOffset), (int)(end - start));
            Volatile.Write(ref _end, end);
        }
    }

    private long StepFrom(long start, long to)
    {
        var needed = to - start;
        if (files.GetDiskSpace(directory) is not { } disk) return Math.Max(needed, AtOnce);
        // The entries of small messages take up to half as much as the messages.
        var rest = Math.Clamp(disk.Total / 50, LeastRest, MostRest);
        var most = (disk.Available - rest) * 2 / 3;
        return most >= needed
            ? Math.Clamp(most, needed, Math.Max(needed, AtOnce))
            : throw new IOException($"The disk is full: {disk.Available} of {disk.Total} bytes are left, which are kept for queues, index and offsets.");
    }
}
