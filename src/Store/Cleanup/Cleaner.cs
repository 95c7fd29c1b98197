using Microsoft.Extensions.Logging;
using RocketMQ.Store.Files;
using RocketMQ.Store.Queues;
using RocketMQ.Store.Recovery;

namespace RocketMQ.Store.Cleanup;

/// <summary>
/// Deletes what has expired (docs/protocol.md 4.9). Files leave the lists at once and the disk when their last reader lets go.
/// </summary>
/// <remarks>
/// Runs on a slow timer, one round at a time under <c>_round</c>; queues and index are cleaned with dispatch stopped. The disk is looked
/// at from the first interval on, deleting begins a minute after the start, as in the original.
/// </remarks>
internal sealed partial class Cleaner : IDisposable
{
    private const int FilesPerRound = 10;
    private const int RoundsOnRequest = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private readonly StoreParts _parts;
    private readonly Dispatcher _dispatcher;
    private readonly DiskWatch _disk;
    private readonly HungFiles _hung;
    private readonly ILogger _logger;
    private readonly Lock _round = new();
    private readonly long _started;
    private readonly ITimer _timer;
    private readonly ITimer _pause;
    private int _filesLeft;
    private int _roundsOnRequest;
    private bool _toldInVain;
    private bool _closed;

    public Cleaner(StoreParts parts, Dispatcher dispatcher, DiskWatch disk)
    {
        (_parts, _dispatcher, _disk) = (parts, dispatcher, disk);
        _logger = parts.Loggers.CreateLogger<Cleaner>();
        _hung = new HungFiles(parts.Files, parts.Options, parts.Clock, parts.Loggers.CreateLogger<HungFiles>());
        _started = parts.Clock.GetTimestamp();
        var interval = TimeSpan.FromMilliseconds(parts.Options.CleanResourceInterval);
        _pause = parts.Clock.CreateTimer(_ => Guarded(() => DeleteLogFiles()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer = parts.Clock.CreateTimer(_ => OnTimer(), null, interval, interval);
    }

    /// <summary>Files deleted from the log that are still on disk.</summary>
    public int HungFiles
    {
        get
        {
            lock (_round) return _hung.Count;
        }
    }

    /// <summary>Deletes expired log files whatever the hour, now and in the next rounds too (request 329).</summary>
    public int DeleteExpired()
    {
        lock (_round)
        {
            _roundsOnRequest = RoundsOnRequest;
            return Round(isHour: false);
        }
    }

    public int DeleteExpiredQueues() => _dispatcher.WhileStill(() =>
    {
        var min = _parts.Log.MinOffset;
        var gone = _parts.Queues.All.Where(queue => queue.MaxOffset > 0 && queue.MaxPhysicalOffset <= min && queue.MinOffset >= queue.MaxOffset).ToList();
        foreach (var queue in gone) _parts.Queues.Destroy(queue);
        return gone.Count;
    });

    public void Dispose()
    {
        _timer.Dispose();
        _pause.Dispose();
        lock (_round) _closed = true;
    }

    private void OnTimer() => Guarded(() =>
    {
        _disk.Look();
        _parts.Queues.SleepIdle();
        if (_parts.Clock.GetElapsedTime(_started) >= Grace) _ = Round(IsHourToDelete());
    });

    private void Guarded(Action action)
    {
        try
        {
            lock (_round)
            {
                if (!_closed) action();
            }
        }
        catch (Exception failure) when (DiskTrouble.IsCausedBy(failure))
        {
            LogCleaningFailed(failure);
        }
    }

    private bool IsHourToDelete()
    {
        var hour = _parts.Clock.GetLocalNow().Hour;
        return _parts.Options.DeleteWhen.Split(';', StringSplitOptions.TrimEntries).Any(when => int.Parse(when, System.Globalization.CultureInfo.InvariantCulture) == hour);
    }

    private int Round(bool isHour)
    {
        if (_closed) return 0;
        _hung.Round();
        if (!isHour && !_disk.IsFilling && _roundsOnRequest == 0) return 0;
        if (_roundsOnRequest > 0) _roundsOnRequest--;
        _filesLeft = FilesPerRound;
        var deleted = DeleteLogFiles();
        if (deleted == 0 && _disk.IsFilling && !_toldInVain) LogNothingToDelete();
        _toldInVain = deleted == 0 && _disk.IsFilling;
        return deleted;
    }

    /// <summary>Deleting a large file keeps some disks busy, so there is a pause behind each: the rest of the round follows by a timer.</summary>
    private int DeleteLogFiles()
    {
        var expired = _parts.Clock.GetUtcNow().ToUnixTimeMilliseconds() - (_parts.Options.FileReservedTime * 3600_000L);
        var written = _parts.Files.ListFiles(_parts.Options.CommitLogPath).ToDictionary(file => file.Name, file => file.LastWriteMillis, StringComparer.Ordinal);
        var force = _parts.Options.CleanFileForciblyEnable && _disk.MustClean;
        var deleted = 0;
        while (_filesLeft > 0 && TryDeleteFirst(written, expired, force))
        {
            deleted++;
            _filesLeft--;
            if (_parts.Options.DeleteCommitLogFilesInterval == 0 || _filesLeft == 0) continue;
            _pause.Change(TimeSpan.FromMilliseconds(_parts.Options.DeleteCommitLogFilesInterval), Timeout.InfiniteTimeSpan);
            break;
        }

        if (deleted == 0) return 0;
        _ = _dispatcher.WhileStill(DeleteWhatPointedThere);
        _hung.Round();
        // What has just become free counts at once.
        _disk.Look();
        return deleted;
    }

    private bool TryDeleteFirst(Dictionary<string, long> written, long expired, bool force)
    {
        var segments = _parts.Log.Segments;
        if (segments.Snapshot is not [var first, _, ..] || first.EndOffset > _dispatcher.Position) return false;
        var name = Path.GetFileName(first.Path);
        if (!force && written.TryGetValue(name, out var changed) && changed > expired) return false;
        segments.RemoveFirst();
        _hung.Add(first);
        LogDeleted(name, force);
        return true;
    }

    private int DeleteWhatPointedThere()
    {
        var min = _parts.Log.MinOffset;
        var deleted = 0;
        foreach (var queue in _parts.Queues.All)
        {
            deleted += queue.DeleteExpired(min);
            queue.CorrectMinOffset(min);
        }

        _parts.Index?.DeleteExpired(min);
        return deleted;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Log file {Name} is deleted, before its time: {Forced}")]
    private partial void LogDeleted(string name, bool forced);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk fills up and no log file has expired: nothing can be deleted")]
    private partial void LogNothingToDelete();

    [LoggerMessage(Level = LogLevel.Error, Message = "Expired files could not be deleted")]
    private partial void LogCleaningFailed(Exception failure);
}
