using System.Globalization;
using RocketMQ.Store.Files;
using RocketMQ.StoreBench.Measuring;
using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench.Opening;

/// <summary>
/// Opens one store again and again: after a clean stop; after a crash of which nothing is known to be safe, so that the whole log is
/// gone over; and with queues and index lost too. Beside it stands reading the log once.
/// </summary>
internal sealed class RecoveryBench(BenchOptions options, TextWriter output)
{
    private const int BodyLength = 100;
    private const double GiB = 1024 * 1024 * 1024;

    private readonly FilledStore _filled = new(options.Folder.Next(), BodyLength, options.Messages);

    private long LogLength => _filled.Positions[^1] + _filled.Messages.RecordLength;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await _filled.FillAsync(cancellation);
        var series = await Rounds.RunAsync(options.Rounds,
        [
            new Contender("reading the log", _ => Task.FromResult(Read())),
            new Contender("clean", _ => OpenAsync(static () => { })),
            new Contender("crash, whole log", _ => OpenAsync(Crash)),
            new Contender("crash, no queues or index", _ => OpenAsync(() =>
            {
                Crash();
                Directory.Delete(_filled.Options.ConsumeQueuePath, recursive: true);
                Directory.Delete(_filled.Options.IndexPath, recursive: true);
            })),
        ], cancellation);
        var table = new FigureTable(output, "start", "min s", "median s", "min cpu s", "s per GiB", "ratio min", "limit s");
        table.Title(string.Create(CultureInfo.InvariantCulture, $"recovery of {options.Messages} messages, {LogLength / GiB:0.00} GiB of log"));
        string[] limits = ["", "1.00", FigureTable.Number(5 * LogLength / GiB), FigureTable.Number(5 * LogLength / GiB)];
        foreach (var (one, limit) in series.Zip(limits))
        {
            table.Row(
                one.Name, FigureTable.Number(one.MinWall / 1e6), FigureTable.Number(one.MedianWall / 1e6), FigureTable.Number(one.MinCpu / 1e6),
                FigureTable.Number(one.MinWall / 1e6 / (LogLength / GiB)), FigureTable.Number(one.MinWall / series[0].MinWall), limit);
        }
    }

    /// <summary>What a killed process leaves when it had not yet noted any safe position.</summary>
    private void Crash()
    {
        File.WriteAllBytes(Path.Combine(_filled.Path, "abort"), []);
        File.Delete(Path.Combine(_filled.Path, "checkpoint"));
    }

    private async Task<Sample> OpenAsync(Action before)
    {
        before();
        Store.IMessageStore? store = null;
        var sample = await Sample.OfAsync(1, async () => store = await _filled.OpenAsync());
        await using (store)
        {
            _filled.Verify(store!);
        }

        return sample;
    }

    private Sample Read()
    {
        var buffer = new byte[1024 * 1024];
        var left = LogLength;
        var sample = Sample.Of(1, () =>
        {
            foreach (var file in new LocalFiles().ListFiles(_filled.Options.CommitLogPath))
            {
                using var handle = File.OpenHandle(file.Path);
                for (long at = 0; at < file.Length && left > 0;)
                {
                    var read = RandomAccess.Read(handle, buffer, at);
                    at += read;
                    left -= read;
                }
            }
        });
        return left <= 0 ? sample : throw new InvalidDataException($"The log ends {left} bytes early.");
    }
}
