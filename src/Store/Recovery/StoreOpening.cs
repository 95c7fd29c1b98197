using Microsoft.Extensions.Logging;

namespace RocketMQ.Store.Recovery;

/// <summary>
/// Opens the files of a store folder and finds out where log and queues end (docs/protocol.md 4.8). First everything is looked at, then
/// changed: a folder that is refused is as it was.
/// </summary>
internal sealed partial class StoreOpening(StoreParts parts, ILogger logger)
{
    /// <summary>Loads and repairs; returns the log position from which dispatch must go over the records again.</summary>
    public long Run()
    {
        var options = parts.Options;
        var clean = !parts.Files.Exists(parts.AbortPath);
        var found = Log.SegmentList.Inspect(parts.Files, options.CommitLogPath, options.MappedFileSizeCommitLog, "mappedFileSizeCommitLog");
        parts.Checkpoint.Load();
        parts.Queues.Load();
        parts.Index?.Load();
        parts.Log.Segments.Load(found);

        var log = LogRecovery.FindEnd(parts.Log.Segments, parts.Checkpoint, clean, options.CheckCRCOnRecover);
        if (log.CutBecause is { } reason) LogCut(log.EndOffset, reason);
        CutLog(log, clean);
        CutQueues(log.EndOffset, clean);
        parts.Log.Start(log.EndOffset, log.LastStoreTimestamp);

        var from = RedispatchFrom(log, clean);
        parts.Index?.Rewind(from);
        LogOpened(options.StorePathRootDir, clean ? "clean" : "unclean", log.EndOffset, log.EndOffset - from);
        return from;
    }

    private void CutLog(RecoveredLog log, bool clean)
    {
        var segments = parts.Log.Segments;
        while (segments.Last is { } last && last.BaseOffset > log.EndOffset) segments.RemoveLast();
        // Pages reach the disk in any order, so after a crash old bytes may follow the end and would look valid once the log grew to them.
        if ((!clean || log.CutBecause is not null) && segments.Last is { } tail && log.EndOffset < tail.EndOffset)
            segments.ZeroTailOfLast((int)(log.EndOffset - tail.BaseOffset));
    }

    private void CutQueues(long logEnd, bool clean)
    {
        if (parts.Log.Segments.IsEmpty)
        {
            foreach (var topic in parts.Queues.Topics.ToList()) _ = parts.Queues.Destroy(topic.Name);
            return;
        }

        foreach (var queue in parts.Queues.All)
        {
            QueueRecovery.FindEnd(queue, clean);
            QueueRecovery.CutBehind(queue, logEnd);
            queue.CorrectMinOffset(parts.Log.MinOffset);
        }
    }

    private long RedispatchFrom(RecoveredLog log, bool clean)
    {
        var known = parts.Queues.All.Select(queue => queue.MaxPhysicalOffset).DefaultIfEmpty(0).Max();
        var from = clean ? known : Math.Min(known, log.RedispatchFrom);
        return Math.Clamp(from, parts.Log.MinOffset, log.EndOffset);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log is cut at position {Position} because {Reason}")]
    private partial void LogCut(long position, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Folder} opened after a {Kind} stop: log ends at {End}, {Behind} bytes to dispatch")]
    private partial void LogOpened(string folder, string kind, long end, long behind);
}
