using Microsoft.Extensions.Logging;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Recovery;

/// <summary>
/// Opens the files of a store folder and finds out where log and queues end (docs/protocol.md 4.8). First everything is looked at, then
/// changed: a folder that is refused is as it was.
/// </summary>
/// <remarks>
/// From the first change on the abort file stands on disk, so a crash in the middle is followed by another recovery. Queues and index are
/// never trusted further than the safe position; what does not fit together is made again from the log.
/// </remarks>
internal sealed partial class StoreOpening(StoreParts parts, ILogger logger)
{
    private readonly QueueRecovery _queues = new(parts.Log.Segments);

    /// <summary>Whether something was missing or damaged, so that all records have to be dispatched again.</summary>
    private bool _isIncomplete;

    /// <summary>Loads and repairs; returns the log position from which dispatch must go over the records again.</summary>
    public long Run()
    {
        var options = parts.Options;
        var clean = !parts.Files.Exists(parts.AbortPath);
        var logFiles = SegmentList.Inspect(parts.Files, options.CommitLogPath, options.MappedFileSizeCommitLog, "mappedFileSizeCommitLog");
        var queues = QueueFolders.Inspect(parts.Files, options, logFiles is [var oldest, ..] ? SegmentList.OffsetOf(oldest) : 0, clean);
        var isIndexDamaged = false;
        var index = parts.Index?.Inspect(clean, out isIndexDamaged) ?? [];
        parts.Checkpoint.Load(parts.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        parts.SafePoint.Load();
        var noted = new NotedEnd(parts.SafePoint, parts.Checkpoint);

        parts.Files.WriteDurably(parts.AbortPath, []);
        parts.Log.Segments.Load(logFiles);
        LoadDerived(queues, index, isIndexDamaged);
        var log = LogRecovery.FindEnd(parts.Log.Segments, parts.Checkpoint, parts.SafePoint, clean, options.CheckCRCOnRecover);
        CutLog(ref log, noted, clean);
        var from = clean ? CutClean(ref log, noted) : CutUnclean(ref log, noted);
        TellLoss(log, noted);
        if (_isIncomplete) from = 0;
        from = Math.Clamp(from, parts.Log.MinOffset, log.EndOffset);
        RewindIndex(ref from, clean);
        parts.SafePoint.Position = from;
        parts.Log.Start(log.EndOffset, log.LastStoreTimestamp);
        LogOpened(options.StorePathRootDir, clean ? "clean" : "unclean", log.EndOffset, log.EndOffset - from);
        return from;
    }

    /// <summary>Dispatches from a position on; where queues turn out to lack something, all over again.</summary>
    public void CatchUp(Dispatcher dispatcher, QueueFlusher flusher, long from)
    {
        foreach (var queue in parts.Queues.All.Where(queue => queue.IsCut)) flusher.OnWritten(queue);
        if (dispatcher.CatchUp(from, strict: from > parts.Log.MinOffset)) return;
        Rebuild("a queue lacks entries that its records say it had");
        _ = dispatcher.CatchUp(parts.Log.MinOffset, strict: false);
    }

    private void LoadDerived(IReadOnlyList<FoundQueue> queues, IReadOnlyList<StoreFile> index, bool isIndexDamaged)
    {
        foreach (var damaged in queues.Where(queue => queue.IsDamaged))
        {
            Distrust(damaged.Path);
            parts.Files.DeleteDirectory(damaged.Path);
            parts.Files.SyncDirectory(Path.GetDirectoryName(damaged.Path)!);
        }

        parts.Queues.Load(queues.Where(queue => !queue.IsDamaged));
        if (isIndexDamaged)
        {
            Distrust(parts.Options.IndexPath);
            parts.Index?.Delete(index);
        }
        else
        {
            parts.Index?.Load(index);
        }
    }

    private void CutLog(ref RecoveredLog log, NotedEnd noted, bool clean)
    {
        if (log.CutBecause is null && noted.Evidence(log) is not null) log = log with { CutBecause = "records that were there are missing" };
        if (log.CutBecause is { } reason) LogCut(log.EndOffset, reason);
        var segments = parts.Log.Segments;
        while (segments.Last is { } last && last.BaseOffset > log.EndOffset) segments.RemoveLast();
        // Pages reach the disk in any order, so after a crash old bytes may follow the end and would look valid once the log grew to them.
        if ((!clean || log.CutBecause is not null) && segments.Last is { } tail && log.EndOffset < tail.EndOffset)
            segments.ZeroTailOfLast((int)(log.EndOffset - tail.BaseOffset));
    }

    /// <summary>Brings the queues in line with the log and returns from where on queues and index may lack something.</summary>
    private long CutClean(ref RecoveredLog log, NotedEnd noted)
    {
        if (IsLogGone()) return 0;
        var isWhole = FindCleanEnds(log);
        if (!isWhole && HasHole(ref log, noted, parts.Log.MinOffset, clean: true)) _ = FindCleanEnds(log);
        if (_isIncomplete) return 0;
        if (!isWhole) return Rebuild("a queue is damaged");
        // The original leaves no word of what it had; an index that is missing altogether is seen all the same.
        if (parts.SafePoint.Inventory is not { } inventory) return parts.Index is { IsEmpty: true } ? 0 : Known(log.EndOffset);
        return inventory.IsAllThere(parts.Queues, parts.Index) ? log.EndOffset : Rebuild("queues or index are not those of the last stop");
    }

    private bool FindCleanEnds(RecoveredLog log)
    {
        var isWhole = true;
        foreach (var queue in parts.Queues.All)
        {
            isWhole &= _queues.FindCleanEnd(queue, log.EndOffset);
            queue.CorrectMinOffset(parts.Log.MinOffset);
        }

        return isWhole;
    }

    /// <summary>Whether an entry leads to no record because the log lacks it; then the log ends before, and is cut there.</summary>
    private bool HasHole(ref RecoveredLog log, NotedEnd noted, long from, bool clean)
    {
        var again = LogRecovery.Rescan(parts.Log.Segments, Math.Max(from, parts.Log.MinOffset), clean, parts.Options.CheckCRCOnRecover);
        if (again.EndOffset >= log.EndOffset) return false;
        noted.End = Math.Max(noted.End, log.EndOffset);
        log = again;
        CutLog(ref log, noted, clean);
        return true;
    }

    private (List<SafeEnd> Ends, long From) FindSafeEnds(long safePosition)
    {
        var ends = parts.Queues.All.Select(queue => _queues.FindSafeEnd(queue, safePosition)).ToList();
        return (ends, ends.Select(end => end.From).DefaultIfEmpty(safePosition).Min());
    }

    private long CutUnclean(ref RecoveredLog log, NotedEnd noted)
    {
        if (IsLogGone()) return 0;
        var (ends, from) = FindSafeEnds(log.RedispatchFrom);
        if (from < log.RedispatchFrom && HasHole(ref log, noted, from, clean: false)) (ends, from) = FindSafeEnds(log.RedispatchFrom);
        var safePosition = log.RedispatchFrom;
        foreach (var end in ends.Where(end => end.From < safePosition)) LogDamaged(end.Queue.Directory);
        foreach (var end in ends) _queues.CountLost(end.Queue, end.MaxOffset, log.EndOffset);
        if (from < log.RedispatchFrom) TakeBackPromises(from);
        foreach (var (queue, maxOffset, _) in ends)
        {
            QueueRecovery.CutAt(queue, maxOffset, zeroTail: true);
            queue.CorrectMinOffset(parts.Log.MinOffset);
        }

        if (_isIncomplete || log.RedispatchFrom <= parts.Log.MinOffset) return 0;
        if (parts.SafePoint.Inventory is { } inventory)
        {
            if (!inventory.AreQueuesThere(parts.Queues)) return Rebuild("queues are missing");
            if (!inventory.IsIndexThere(parts.Index, parts.Log.MinOffset)) return Rebuild("the index is missing");
        }

        return Known(from);
    }

    /// <summary>How far the queues tell that dispatch was, where that is less.</summary>
    private long Known(long position) => Math.Min(position, parts.Queues.All.Select(queue => queue.MaxPhysicalOffset).DefaultIfEmpty(0).Max());

    private void RewindIndex(ref long from, bool clean)
    {
        if (parts.Index is not { } index) return;
        if (clean)
        {
            index.Rewind(from);
        }
        else if (!index.TryRepair(from))
        {
            Distrust(parts.Options.IndexPath);
            index.Clear();
            from = parts.Log.MinOffset;
        }
    }

    private bool IsLogGone()
    {
        if (!parts.Log.Segments.IsEmpty) return false;
        foreach (var queue in parts.Queues.All) _queues.CountLost(queue, 0, 0);
        Clear();
        return true;
    }

    /// <summary>
    /// What is not in the log any more is never left out in silence. A loss of power may take what nobody was promised, and then only
    /// queues that were quicker on disk know of it; anything else is damage.
    /// </summary>
    private void TellLoss(RecoveredLog log, NotedEnd noted)
    {
        var evidence = noted.Evidence(log) ?? (_queues.Lost > 0 ? $"queues lead to records up to position {_queues.Reaches}" : null);
        if (evidence is null) return;
        var reached = Math.Max(noted.End, _queues.Reaches);
        LogLost(log.EndOffset, Math.Max(0, reached - log.EndOffset), _queues.Lost, evidence);
    }

    private long Rebuild(string because)
    {
        LogRebuilding(because);
        TakeBackPromises(0);
        Clear();
        return 0;
    }

    private void Distrust(string folder)
    {
        LogDamaged(folder);
        if (!_isIncomplete) TakeBackPromises(0);
        _isIncomplete = true;
    }

    /// <summary>
    /// Promises nothing behind a position any more. Done before anything is deleted that was promised: a crash while it is made again must
    /// not find the promise still there.
    /// </summary>
    private void TakeBackPromises(long position)
    {
        parts.Checkpoint.Forget();
        parts.SafePoint.Position = position;
        parts.Checkpoint.Save();
        parts.SafePoint.Save(position == 0 ? new Inventory(0, 0, -1) : parts.SafePoint.Inventory ?? new Inventory(0, 0, -1), null);
    }

    private void Clear()
    {
        parts.Queues.Clear();
        parts.Index?.Clear();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log is cut at position {Position} because {Reason}")]
    private partial void LogCut(long position, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages are lost: the log ends at position {End}, but {Evidence}. Missing are at least {Bytes} bytes and {Count} messages that queues knew of")]
    private partial void LogLost(long end, long bytes, long count, string evidence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queues and index are made again from the log because {Reason}")]
    private partial void LogRebuilding(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder} is damaged and made again from the log")]
    private partial void LogDamaged(string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Folder} opened after a {Kind} stop: log ends at {End}, {Behind} bytes to dispatch")]
    private partial void LogOpened(string folder, string kind, long end, long behind);
}
