namespace RocketMQ.Store.Recovery;

/// <summary>
/// How far the log reached by what was noted beside it, as found when a store is opened. A log that is shorter has lost records: a last
/// file that was emptied, cut or filled with zeros looks like one that was only just made.
/// </summary>
internal sealed class NotedEnd(SafePoint safePoint, Checkpoint checkpoint)
{
    /// <summary>The original notes times, and not in the order in which records are written.</summary>
    private const long ToleranceMillis = 3000;

    private readonly long _time = checkpoint.LogTimestamp;

    /// <summary>Position up to which the log certainly was on disk; 0 where none was noted.</summary>
    public long End { get; set; } = Math.Max(safePoint.CleanEnd ?? 0, safePoint.Position ?? 0);

    /// <summary>What speaks against this end of the log, as half a sentence; null where nothing does.</summary>
    public string? Evidence(RecoveredLog log)
    {
        if (End > log.EndOffset) return $"it was on disk up to position {End}";
        return log.LastStoreTimestamp > 0 && _time - ToleranceMillis > log.LastStoreTimestamp
            ? $"the checkpoint knows of messages stored at {_time}, and its last one was stored at {log.LastStoreTimestamp}"
            : null;
    }
}
