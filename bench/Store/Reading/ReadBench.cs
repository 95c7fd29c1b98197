using RocketMQ.Store.Files;
using RocketMQ.StoreBench.Measuring;
using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench.Reading;

/// <summary>Reads as pulls do, 32 messages from a random offset of a queue, into the buffer that would be sent.</summary>
internal sealed class ReadBench(BenchOptions options, TextWriter output)
{
    private const int PerRead = 32;
    private const int BodyLength = 1024;

    private readonly byte[] _target = new byte[PerRead * 2 * BodyLength];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var filled = new FilledStore(options.Folder.Next(), BodyLength, options.Messages);
        await filled.FillAsync(cancellation);
        await using var store = await filled.OpenAsync();
        filled.Verify(store);
        var files = new LocalFiles();
        var logs = files.ListFiles(filled.Options.CommitLogPath).Select(file => files.Map(file.Path, filled.Options.MappedFileSizeCommitLog)).ToArray();
        try
        {
            var reads = Math.Max(100, options.Messages / PerRead);
            var table = new FigureTable(output, "32 messages of 1 KiB", "min us", "median us", "min cpu us", "ratio min", "ratio median", "ratio cpu");
            table.Title("read at random offsets; the device copies the same bytes");
            table.Compare("read", await Rounds.RunAsync(options.Rounds,
            [
                new Contender("copy", round => Task.FromResult(Measure(round, reads, (queue, offset) => Copy(filled, logs, queue, offset)))),
                new Contender("store", round => Task.FromResult(Measure(round, reads, (queue, offset) => Read(store, filled, queue, offset)))),
            ], cancellation));
        }
        finally
        {
            foreach (var log in logs) log.Dispose();
        }
    }

    private Sample Measure(int round, int reads, Action<int, int> read)
    {
        // The same places for both sides.
        var random = new Random(round);
        var offsets = (options.Messages / BenchMessages.Queues) - PerRead;
        return Sample.Of(reads, () =>
        {
            for (var i = 0; i < reads; i++) read(random.Next(BenchMessages.Queues), random.Next(offsets));
        });
    }

    private void Copy(FilledStore filled, IMappedFile[] logs, int queue, int offset)
    {
        var at = 0;
        for (var i = 0; i < PerRead; i++)
        {
            var position = filled.Positions[((offset + i) * BenchMessages.Queues) + queue];
            var (file, inFile) = Math.DivRem(position, filled.Options.MappedFileSizeCommitLog);
            logs[file].GetSpan((int)inFile, filled.Messages.RecordLength).CopyTo(_target.AsSpan(at));
            at += filled.Messages.RecordLength;
        }
    }

    private void Read(Store.IMessageStore store, FilledStore filled, int queue, int offset)
    {
        using var result = store.Read(BenchMessages.Topic, queue, offset, PerRead, 0, null);
        if (result.TotalBytes != PerRead * filled.Messages.RecordLength)
            throw new InvalidDataException($"A read of {PerRead} messages gave {result.Count} with {result.TotalBytes} bytes.");
        result.CopyTo(_target);
    }
}
