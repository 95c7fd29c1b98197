using System.Diagnostics;
using System.Globalization;
using RocketMQ.Store;
using RocketMQ.StoreBench.Measuring;
using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench.Finding;

/// <summary>Finds random messages of a big store by key, by log position (which a message id holds) and by queue offset.</summary>
internal sealed class LookupBench(BenchOptions options, TextWriter output)
{
    private const int BodyLength = 100;

    /// <summary>So many of the longest look-ups are taken apart.</summary>
    private const int Slowest = 5;

    private readonly FilledStore _filled = new(options.Folder.Next(), BodyLength, options.Messages);

    public async Task RunAsync(CancellationToken cancellation)
    {
        await _filled.FillAsync(cancellation);
        await using var store = await _filled.OpenAsync();
        var table = new FigureTable(output, "lookup", "p50 us", "p99 us", "p99.9 us", "max us", "limit us");
        table.Title($"lookup in {options.Messages} messages, {options.Rounds} rounds");
        var count = Math.Max(1000, Math.Min(options.Messages / 10, 100_000));
        // By key first: the others would find pages that it has brought in.
        Measure(table, "by key", count, 20_000, (number, messages) => ByKey(store, number, messages), cancellation);
        Measure(table, "by log position", count, 5_000, (number, messages) => ByPosition(store, number, messages), cancellation);
        Measure(table, "by queue offset", count, 5_000, (number, messages) => ByQueueOffset(store, number, messages), cancellation);
        _filled.Verify(store);
    }

    private void Measure(
        FigureTable table, string name, int count, int limitMicros, Func<long, BenchMessages, long> find, CancellationToken cancellation)
    {
        var lookups = new List<Lookup>(count * options.Rounds);
        for (var round = 0; round < options.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new Random(round);
            for (var i = 0; i < count; i++)
            {
                var number = random.Next(_filled.Count);
                var before = ThreadUsage.Now();
                var micros = Stopwatch.GetElapsedTime(0, find(number, _filled.Messages)).TotalMicroseconds;
                lookups.Add(new Lookup(micros, ThreadUsage.Now() - before));
            }
        }

        lookups.Sort(static (left, right) => left.Micros.CompareTo(right.Micros));
        table.Row(name, At(0.5), At(0.99), At(0.999), At(1), limitMicros.ToString(CultureInfo.InvariantCulture));
        foreach (var slow in lookups[^Math.Min(Slowest, lookups.Count)..])
        {
            var used = slow.Usage;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  slow: {slow.Micros:0} us, of which {used.CpuMicros:0} own; {used.MinorFaults} + {used.MajorFaults} page faults, waited {used.Waits} times, stopped for others {used.Preemptions} times, {used.Collections} collections"));
        }

        string At(double share) => FigureTable.Number(lookups[(int)((lookups.Count - 1) * share)].Micros);
    }

    /// <returns>Ticks that the look-up took; the check of what it found is not part of them.</returns>
    private static long ByKey(IMessageStore store, long number, BenchMessages messages)
    {
        var key = BenchMessages.KeyOf(number);
        var start = Stopwatch.GetTimestamp();
        using var found = store.QueryByKey(BenchMessages.Topic, key, 32, 0, long.MaxValue);
        var ticks = Stopwatch.GetTimestamp() - start;
        if (found.Count != 1) throw new InvalidDataException($"Key of message {number} finds {found.Count} messages.");
        messages.Verify(found[0].Span, number);
        return ticks;
    }

    private long ByPosition(IMessageStore store, long number, BenchMessages messages)
    {
        var start = Stopwatch.GetTimestamp();
        using var found = store.ReadRecord(_filled.Positions[number]);
        var ticks = Stopwatch.GetTimestamp() - start;
        messages.Verify(found is null ? [] : found.Span, number);
        return ticks;
    }

    private static long ByQueueOffset(IMessageStore store, long number, BenchMessages messages)
    {
        var start = Stopwatch.GetTimestamp();
        using var found = store.Read(BenchMessages.Topic, (int)(number % BenchMessages.Queues), number / BenchMessages.Queues, 1, 0, null);
        var ticks = Stopwatch.GetTimestamp() - start;
        if (found.Count != 1) throw new InvalidDataException($"The queue has no message {number}.");
        messages.Verify(found[0].Span, number);
        return ticks;
    }

    /// <summary>One look-up, and what the system counted around it; the check of what was found is part of that.</summary>
    private readonly record struct Lookup(double Micros, ThreadUsage Usage);
}
