using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMQ.Store.Files;
using RocketMQ.Store.Index;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Cleanup;

/// <summary>
/// Watches the disk and deletes what has expired (docs/protocol.md 4.9). Files leave the lists at once and the disk when their last reader
/// lets go.
/// </summary>
/// <remarks>Runs on a slow timer, one round at a time under <c>_round</c>; queues and index are cleaned with dispatch stopped.</remarks>
internal sealed partial class Cleaner : IDisposable
{
    private const int FilesPerRound = 10;

    private readonly CommitLog _log;
    private readonly QueueTable _queues;
    private readonly KeyIndex? _index;
    private readonly Dispatcher _dispatcher;
    private readonly IStoreFiles _files;
    private readonly StoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _round = new();
    private readonly ITimer _timer;
    private bool _closed;

    public Cleaner(
        CommitLog log, QueueTable queues, KeyIndex? index, Dispatcher dispatcher, IStoreFiles files, StoreOptions options, TimeProvider clock, ILogger logger)
    {
        (_log, _queues, _index, _dispatcher, _files, _options, _clock, _logger) = (log, queues, index, dispatcher, files, options, clock, logger);
        LookAtDisk();
        var interval = TimeSpan.FromMilliseconds(options.CleanResourceInterval);
        _timer = clock.CreateTimer(_ => OnTimer(), null, TimeSpan.FromSeconds(60), interval);
    }

    public DiskSpace? LogDisk { get; private set; }

    public DiskSpace? QueueDisk { get; private set; }

    /// <summary>Whether the disk is too full to take messages.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Deletes expired log files whatever the hour, and what pointed into them.</summary>
    public int DeleteExpired() => Clean(force: false, whateverTheHour: true);

    public int DeleteExpiredQueues() => _dispatcher.WhileStill(() =>
    {
        var gone = _queues.All.Where(queue => queue.MaxOffset > 0 && queue.MaxPhysicalOffset <= _log.MinOffset && queue.MinOffset >= queue.MaxOffset).ToList();
        foreach (var queue in gone) _queues.Destroy(queue);
        return gone.Count;
    });

    public void Dispose()
    {
        _timer.Dispose();
        lock (_round) _closed = true;
    }

    private void OnTimer()
    {
        try
        {
            LookAtDisk();
            var used = Math.Max(LogDisk?.UsedRatio ?? 0, QueueDisk?.UsedRatio ?? 0) * 100;
            _ = Clean(
                force: _options.CleanFileForciblyEnable && used > _options.DiskSpaceCleanForciblyRatio,
                whateverTheHour: used > _options.DiskMaxUsedSpaceRatio || IsHourToDelete());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogCleaningFailed(failure);
        }
    }

    private void LookAtDisk()
    {
        LogDisk = _files.GetDiskSpace(_options.CommitLogPath);
        QueueDisk = _files.GetDiskSpace(_options.ConsumeQueuePath);
        var full = Math.Max(LogDisk?.UsedRatio ?? 0, QueueDisk?.UsedRatio ?? 0) * 100 > _options.DiskSpaceWarningLevelRatio;
        if (full != IsFull) LogDiskFull(full, _options.DiskSpaceWarningLevelRatio);
        IsFull = full;
    }

    private bool IsHourToDelete()
    {
        var hour = _clock.GetLocalNow().Hour.ToString("D2", CultureInfo.InvariantCulture);
        return _options.DeleteWhen.Split(';', StringSplitOptions.TrimEntries).Any(when => when == hour || when == hour.TrimStart('0'));
    }

    private int Clean(bool force, bool whateverTheHour)
    {
        lock (_round)
        {
            if (_closed || !whateverTheHour) return 0;
            var deleted = DeleteLogFiles(force);
            if (deleted > 0) _ = _dispatcher.WhileStill(DeleteWhatPointedThere);
            return deleted;
        }
    }

    private int DeleteLogFiles(bool force)
    {
        var expired = _clock.GetUtcNow().ToUnixTimeMilliseconds() - (_options.FileReservedTime * 3600_000L);
        var written = _files.ListFiles(_options.CommitLogPath).ToDictionary(file => file.Name, file => file.LastWriteMillis, StringComparer.Ordinal);
        var deleted = 0;
        while (deleted < FilesPerRound && _log.Segments.Snapshot is [var first, _, ..] && first.EndOffset <= _dispatcher.Position)
        {
            var name = Path.GetFileName(first.Path);
            if (!force && written.TryGetValue(name, out var changed) && changed >= expired) break;
            _log.Segments.RemoveFirst();
            LogDeleted(name);
            deleted++;
        }

        return deleted;
    }

    private int DeleteWhatPointedThere()
    {
        var min = _log.MinOffset;
        var deleted = 0;
        foreach (var queue in _queues.All)
        {
            deleted += queue.DeleteExpired(min);
            queue.CorrectMinOffset(min);
        }

        _index?.DeleteExpired(min);
        return deleted;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Log file {Name} has expired and is deleted")]
    private partial void LogDeleted(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Disk fuller than {Ratio} %: {IsFull}; while it is, no message is taken")]
    private partial void LogDiskFull(bool isFull, int ratio);

    [LoggerMessage(Level = LogLevel.Error, Message = "Expired files could not be deleted")]
    private partial void LogCleaningFailed(Exception failure);
}
