using RocketMQ.Store;
using RocketMQ.StoreBench.Measuring;
using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench.Appending;

/// <summary>
/// ASYNC_FLUSH: a copy into a mapping, the log alone, the log with its background flush, with queue entries, and the whole store with
/// its index. The steps show where the difference comes from.
/// </summary>
internal sealed class AsyncAppends(string folder, int bodyLength, int writers, BenchOptions options) : IAppendCase
{
    private const int BytesPerRound = 64 * 1024 * 1024;
    private const int CopyLength = 1024 * 1024 * 1024;

    private readonly byte[] _record = new BenchMessages(bodyLength).Record(0);
    private MappedCopy? _copy;
    private LogAlone? _log;
    private LogAlone? _flushedLog;
    private AppendedStore? _queues;
    private AppendedStore? _store;

    private int Count => Math.Min(options.Messages, BytesPerRound / _record.Length);

    public async Task<IReadOnlyList<Contender>> PrepareAsync()
    {
        _log = new LogAlone(AppendedStore.Options(Path.Combine(folder, "log"), FlushDiskType.AsyncFlush, index: false), flushed: false);
        _flushedLog = new LogAlone(AppendedStore.Options(Path.Combine(folder, "flushed"), FlushDiskType.AsyncFlush, index: false), flushed: true);
        var queues = _queues = await OpenAsync("queues", index: false);
        var store = _store = await OpenAsync("store", index: true);
        return
        [
            new Contender("copy", round => Task.FromResult(Copy(round))),
            new Contender("log alone", _ => Task.FromResult(AppendToLog(_log))),
            new Contender("with flush", _ => Task.FromResult(AppendToLog(_flushedLog))),
            new Contender("with queues", _ => Task.FromResult(Append(queues))),
            new Contender("store", _ => Task.FromResult(Append(store))),
        ];
    }

    public void Verify()
    {
        _queues?.Verify();
        _store?.Verify();
    }

    public async ValueTask DisposeAsync()
    {
        _copy?.Dispose();
        _log?.Dispose();
        _flushedLog?.Dispose();
        if (_queues is not null) await _queues.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
    }

    private async Task<AppendedStore> OpenAsync(string name, bool index) => new(
        await MessageStore.OpenAsync(AppendedStore.Options(Path.Combine(folder, name), FlushDiskType.AsyncFlush, index)), bodyLength, writers);

    private Sample Copy(int round)
    {
        // One file for many rounds, as the others have it: a new one starts without a page present.
        if (_copy is null || _copy.Room < Count * _record.Length)
        {
            _copy?.Dispose();
            _copy = new MappedCopy(Path.Combine(folder, $"copy-{round}"), CopyLength);
        }

        var copy = _copy;
        var sample = Writers.OnThreads(writers, Count, (_, count) =>
        {
            var messages = new BenchMessages(bodyLength);
            for (var i = 0; i < count; i++)
            {
                // The others have to make their messages too.
                messages.Prepare(i);
                copy.Append(_record);
            }
        });
        if (!copy.Written.EndsWith(_record)) throw new InvalidDataException("The copy is not what was written.");
        return sample;
    }

    private Sample AppendToLog(LogAlone log) => Writers.OnThreads(writers, Count, (writer, count) =>
    {
        var messages = new BenchMessages(bodyLength);
        for (var i = 0; i < count; i++)
        {
            if (log.Append(messages.Next(i, writer)) is { IsStored: false, Problem: var problem }) throw new InvalidOperationException(problem);
        }
    });

    private Sample Append(AppendedStore store) => Writers.OnThreads(writers, Count, (writer, count) =>
    {
        for (var i = 0; i < count; i++) _ = store.Append(writer);
        store.AwaitVisible();
    });
}
