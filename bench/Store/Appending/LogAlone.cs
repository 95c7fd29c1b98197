using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Store;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.StoreBench.Appending;

/// <summary>
/// The store's append without what makes it visible: checks, checksum, record, offsets and pages ahead; no queue or index entries.
/// With the background flush or without.
/// </summary>
internal sealed class LogAlone : IDisposable
{
    private readonly CommitLog _log;
    private readonly Appender _appender;
    private readonly LogPages _pages;
    private readonly FlushService? _flush;

    public LogAlone(StoreOptions options, bool flushed)
    {
        var files = new LocalFiles();
        _log = new CommitLog(files, options.CommitLogPath, options.MappedFileSizeCommitLog, byCalls: false, TimeProvider.System);
        _log.Start(0, 0);
        _appender = new Appender(_log, new QueueTable(files, options.ConsumeQueuePath, options.ConsumeQueueFileSize, options.MappedQueueFiles), options);
        _pages = new LogPages(_log);
        if (flushed) _flush = new FlushService(_log, 0, options, TimeProvider.System, new DiskTrouble(NullLogger.Instance));
    }

    public AppendResult Append(in MessageAppend message)
    {
        var result = _appender.Append(message, _log.Clock.Now());
        _flush?.OnGrown();
        _pages.OnGrown(result.EndOffset);
        return result;
    }

    public void Dispose()
    {
        _flush?.Dispose();
        _log.Close();
    }
}
