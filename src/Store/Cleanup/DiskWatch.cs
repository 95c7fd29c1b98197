using Microsoft.Extensions.Logging;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Cleanup;

/// <summary>
/// Looks at the disks of log and queues: how full they are by the original's three levels (docs/protocol.md 4.9), and whether the log is
/// still where it was. What changes is told in the log once.
/// </summary>
/// <remarks>Looked at by the cleaner's timer only; any thread may read.</remarks>
internal sealed partial class DiskWatch
{
    private readonly SegmentList _log;
    private readonly IStoreFiles _files;
    private readonly StoreOptions _options;
    private readonly DiskTrouble _trouble;
    private readonly ILogger _logger;
    private volatile string? _full;
    private bool _wasFilling;

    public DiskWatch(SegmentList log, IStoreFiles files, StoreOptions options, DiskTrouble trouble, ILogger logger)
    {
        (_log, _files, _options, _trouble, _logger) = (log, files, options, trouble, logger);
        Look();
    }

    public DiskSpace? LogDisk { get; private set; }

    public DiskSpace? QueueDisk { get; private set; }

    /// <summary>Whether a disk is too full to take messages.</summary>
    public bool IsFull => _full is not null;

    /// <summary>How full, as a sentence.</summary>
    public string FullProblem => _full ?? "The disk was full a moment ago.";

    /// <summary>Whether expired files are to be deleted at any hour.</summary>
    public bool IsFilling => UsedPercent > _options.DiskMaxUsedSpaceRatio;

    /// <summary>Whether the oldest files are to be deleted before they expire.</summary>
    public bool MustClean => UsedPercent > Math.Min(_options.DiskSpaceCleanForciblyRatio, _options.DiskSpaceWarningLevelRatio);

    private int UsedPercent => (int)Math.Round(Math.Max(LogDisk?.UsedRatio ?? -1, QueueDisk?.UsedRatio ?? -1) * 100);

    public void Look()
    {
        LogDisk = _files.GetDiskSpace(_options.CommitLogPath);
        QueueDisk = _files.GetDiskSpace(_options.ConsumeQueuePath);
        var used = UsedPercent;
        if (IsFilling != _wasFilling) LogFilling(_wasFilling = IsFilling, used, _options.DiskMaxUsedSpaceRatio);
        var full = used > _options.DiskSpaceWarningLevelRatio;
        if (full != IsFull) LogFull(full, used, _options.DiskSpaceWarningLevelRatio);
        _full = full ? $"{used} % of the disk are in use; diskSpaceWarningLevelRatio allows {_options.DiskSpaceWarningLevelRatio} %." : null;
        if (_log.Last is { } last && !_files.Exists(last.Path))
            _trouble.Report(DiskUse.Folder, $"The log file {last.Path} is gone. Bring it back, or restart the broker to go on with what is there.");
        else
            _trouble.Clear(DiskUse.Folder);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Used} % of the disk are in use, more than diskMaxUsedSpaceRatio {Ratio}: {IsFilling}; while it is so, expired files are deleted at any hour")]
    private partial void LogFilling(bool isFilling, int used, int ratio);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Used} % of the disk are in use, more than diskSpaceWarningLevelRatio {Ratio}: {IsFull}; while it is so, no message is taken")]
    private partial void LogFull(bool isFull, int used, int ratio);
}
