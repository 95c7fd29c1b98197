using Microsoft.Extensions.Logging;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Cleanup;

/// <summary>
/// Log files that have left the log but not the disk: because they are still read, or could not be deleted. The first are never taken
/// away, only named in the log after a while; the second are tried again.
/// </summary>
/// <remarks>Owned by the cleaner's round.</remarks>
internal sealed partial class HungFiles(IStoreFiles files, StoreOptions options, TimeProvider clock, ILogger logger)
{
    private readonly List<HungFile> _hung = [];
    private long _lastTry;

    public int Count => _hung.Count;

    public void Add(Segment segment) => _hung.Add(new HungFile(segment, clock.GetTimestamp()));

    /// <summary>Forgets those that are gone, and tries the others again when it is time.</summary>
    public void Round()
    {
        _hung.RemoveAll(hung => hung.Segment.IsGone && !files.Exists(hung.Segment.Path));
        var isTime = clock.GetElapsedTime(_lastTry).TotalMilliseconds >= options.RedeleteHangedFileInterval;
        if (isTime) _lastTry = clock.GetTimestamp();
        foreach (var hung in _hung)
        {
            if (!hung.Segment.IsGone) Name(hung);
            else if (isTime) TryDelete(hung.Segment.Path);
        }

        _hung.RemoveAll(hung => hung.Segment.IsGone && !files.Exists(hung.Segment.Path));
    }

    private void Name(HungFile hung)
    {
        var age = clock.GetElapsedTime(hung.Since);
        if (hung.IsNamed || age.TotalMilliseconds < options.DestroyMapedFileIntervalForcibly) return;
        hung.IsNamed = true;
        LogHeld(hung.Segment.Path, (int)age.TotalSeconds);
    }

    private void TryDelete(string path)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception failure) when (DiskTrouble.IsCausedBy(failure))
        {
            LogNotDeleted(path, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} has expired and has been read for {Seconds} s since; it goes when its reader lets go")]
    private partial void LogHeld(string path, int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} has expired and cannot be deleted: {Reason}")]
    private partial void LogNotDeleted(string path, string reason);

    private sealed class HungFile(Segment segment, long since)
    {
        public Segment Segment { get; } = segment;

        public long Since { get; } = since;

        public bool IsNamed { get; set; }
    }
}
