using RocketMQ.StoreBench.Measuring;

namespace RocketMQ.StoreBench.Appending;

/// <summary>Appends of three sizes by one, few and many writers, beside what the device does with the same bytes.</summary>
internal sealed class AppendBench(BenchOptions options, TextWriter output)
{
    private static readonly int[] BodyLengths = [128, 1024, 16 * 1024];
    private static readonly int[] WriterCounts = [1, 8, 64];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var table = new FigureTable(output, "body, writers, what", "min us", "median us", "min cpu us", "ratio min", "ratio median", "ratio cpu");
        table.Title("append, ASYNC_FLUSH; the device copies the record into a mapping");
        await CompareAsync(table, static (folder, length, writers, options) => new AsyncAppends(folder, length, writers, options), cancellation);
        table.Title("append, SYNC_FLUSH; the device writes the record and calls fdatasync, in groups");
        await CompareAsync(table, static (folder, length, writers, options) => new SyncAppends(folder, length, writers, options), cancellation);
    }

    private async Task CompareAsync(
        FigureTable table, Func<string, int, int, BenchOptions, IAppendCase> create, CancellationToken cancellation)
    {
        foreach (var length in BodyLengths)
        {
            foreach (var writers in WriterCounts)
            {
                var folder = options.Folder.Next();
                await using (var appends = create(folder, length, writers, options))
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
