using RocketMQ.Store;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;
using RocketMQ.Store.Queues;

namespace RocketMQ.StoreBench.Appending;

/// <summary>The store's append without what makes it visible: checks, checksum, record, offsets and pages ahead; no queue or index entries.</summary>
internal sealed class LogAlone : IDisposable
{
    private readonly CommitLog _log;
    private readonly Appender _appender;
    private readonly LogPages _pages;

    public LogAlone(StoreOptions options)
    {
        var files = new LocalFiles();
        _log = new CommitLog(files, options.CommitLogPath, options.MappedFileSizeCommitLog, byCalls: false, TimeProvider.System);
        _log.Start(0, 0);
        _appender = new Appender(_log, new QueueTable(files, options.ConsumeQueuePath, options.ConsumeQueueFileSize, options.MappedQueueFiles), options);
        _pages = new LogPages(_log);
    }

    public AppendResult Append(in MessageAppend message)
    {
        var result = _appender.Append(message);
        _pages.OnGrown(result.EndOffset);
        return result;
    }

    public void Dispose() => _log.Close();
}
