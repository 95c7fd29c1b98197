using RocketMQ.Store;
using RocketMQ.StoreBench.Measuring;
using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench.Appending;

/// <summary>SYNC_FLUSH: writers that wait until their record is on the disk, beside a bare group commit of the same records.</summary>
internal sealed class SyncAppends(string folder, int bodyLength, int writers, BenchOptions options) : IAppendCase
{
    private const int FileLength = 1024 * 1024 * 1024;

    private readonly byte[] _record = new BenchMessages(bodyLength).Record(0);
    private GroupedWrites? _writes;
    private AppendedStore? _store;

    /// <summary>Enough flushes to average over, however many share one.</summary>
    private int Count => Math.Min(options.Messages, 400 + (100 * writers));

    public async Task<IReadOnlyList<Contender>> PrepareAsync()
    {
        var storeOptions = AppendedStore.Options(Path.Combine(folder, "store"), FlushDiskType.SyncFlush, index: true);
        var opened = await MessageStore.OpenAsync(storeOptions);
        var store = _store = new AppendedStore(opened, bodyLength, writers);
        return [new Contender("fdatasync", WriteAsync), new Contender("store", _ => AppendAsync(store))];
    }

    public void Verify() => _store?.Verify();

    public async ValueTask DisposeAsync()
    {
        _writes?.Dispose();
        if (_store is not null) await _store.DisposeAsync();
    }

    private async Task<Sample> WriteAsync(int round)
    {
        if (_writes is null || _writes.Room < (long)Count * _record.Length)
        {
            _writes?.Dispose();
            _writes = new GroupedWrites(Path.Combine(folder, $"writes-{round}"), FileLength);
        }

        var writes = _writes;
        var before = writes.Written;
        var sample = await Writers.OnTasksAsync(writers, Count, async (_, count) =>
        {
            for (var i = 0; i < count; i++) await writes.WriteAsync(_record);
        });
        return writes.Written - before == sample.Operations * _record.Length ? sample : throw new InvalidDataException("Not everything was written.");
    }

    private Task<Sample> AppendAsync(AppendedStore store) => Writers.OnTasksAsync(writers, Count, async (writer, count) =>
    {
        for (var i = 0; i < count; i++)
        {
            var status = await store.WhenFlushedAsync(store.Append(writer));
            if (status != FlushStatus.Flushed) throw new InvalidOperationException($"A flush ended with {status}.");
        }
    });
}
