using RocketMQ.Store;
using RocketMQ.StoreBench.Measuring;

namespace RocketMQ.StoreBench.Appending;

/// <summary>Appends of three sizes by one, few and many writers, beside what the device does with the same bytes.</summary>
internal sealed class AppendBench(BenchOptions options, int[] bodyLengths, int[] writerCounts, FlushDiskType[] flushes, TextWriter output)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var table = new FigureTable(output, "body, writers, what", "min us", "median us", "min cpu us", "ratio min", "ratio median", "ratio cpu");
        if (flushes.Contains(FlushDiskType.AsyncFlush))
        {
            table.Title("append, ASYNC_FLUSH; the device copies the record into a mapping");
            await CompareAsync(table, (folder, length, writers) => new AsyncAppends(folder, length, writers, options), cancellation);
        }

        if (flushes.Contains(FlushDiskType.SyncFlush))
        {
            table.Title("append, SYNC_FLUSH; the device writes the record and calls fdatasync, in groups");
            await CompareAsync(table, (folder, length, writers) => new SyncAppends(folder, length, writers, options), cancellation);
        }
    }

    private async Task CompareAsync(FigureTable table, Func<string, int, int, IAppendCase> create, CancellationToken cancellation)
    {
        foreach (var length in bodyLengths)
        {
            foreach (var writers in writerCounts)
            {
                var folder = options.Folder.Next();
                await using (var appends = create(folder, length, writers))
                {
                    var series = await Rounds.RunAsync(options.Rounds, await appends.PrepareAsync(), cancellation);
                    table.Compare($"{length} B, {writers} x", series);
                    appends.Verify();
                }

                Directory.Delete(folder, recursive: true);
            }
        }
    }
}

/// <summary>One size and number of writers: the device and what is compared with it.</summary>
internal interface IAppendCase : IAsyncDisposable
{
    Task<IReadOnlyList<Contender>> PrepareAsync();

    /// <summary>Checks that everything written is there.</summary>
    void Verify();
}
