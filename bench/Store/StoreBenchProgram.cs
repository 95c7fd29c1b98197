using System.CommandLine;
using RocketMQ.Store;
using RocketMQ.StoreBench.Appending;
using RocketMQ.StoreBench.Finding;
using RocketMQ.StoreBench.Opening;
using RocketMQ.StoreBench.Reading;
using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench;

/// <summary>
/// Measures the store beside the device it runs on: <c>mqstorebench append</c>. Every figure is a ratio of two things done in turns in
/// one run, so that it can be compared between machines and between hours (docs/benchmarks.md).
/// </summary>
internal static class StoreBenchProgram
{
    internal static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error);

    internal static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("The message store beside the device's own figures.")
        {
            Append(output),
            Bench("read", "pulls of 32 from random offsets, beside a copy of the same bytes", 500_000, 7,
                (options, _, cancellation) => new ReadBench(options, output).RunAsync(cancellation)),
            Bench("recovery", "opening after a clean stop and after a crash, beside reading the log once", 10_000_000, 3,
                (options, _, cancellation) => new RecoveryBench(options, output).RunAsync(cancellation)),
            Bench("lookup", "messages by key, by log position and by queue offset", 10_000_000, 3,
                (options, _, cancellation) => new LookupBench(options, output).RunAsync(cancellation)),
        };
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }

    private static Command Append(TextWriter output)
    {
        var bodies = new Option<int[]>("--body") { Description = "bytes of body", DefaultValueFactory = _ => [128, 1024, 16 * 1024] };
        var writers = new Option<int[]>("--writers") { Description = "writers at a time", DefaultValueFactory = _ => [1, 8, 64] };
        var flushes = new Option<FlushDiskType[]>("--flush") { Description = "flushDiskType", DefaultValueFactory = _ => Enum.GetValues<FlushDiskType>() };
        AtLeast(bodies, sizeof(long));
        AtLeast(writers, 1);
        var command = Bench(
            "append", "appends under AsyncFlush and SyncFlush, beside a copy into a mapping and a grouped write with fdatasync", 200_000, 7,
            (options, parsed, cancellation) => new AppendBench(
                options, parsed.GetValue(bodies)!, parsed.GetValue(writers)!, parsed.GetValue(flushes)!, output).RunAsync(cancellation));
        foreach (var option in (Option[])[bodies, writers, flushes])
        {
            option.AllowMultipleArgumentsPerToken = true;
            command.Add(option);
        }

        return command;
    }

    private static Command Bench(string name, string description, int messages, int rounds, Func<BenchOptions, ParseResult, CancellationToken, Task> run)
    {
        var directory = new Option<string>("--dir") { Description = "where the data is made, and deleted again", DefaultValueFactory = _ => Path.GetTempPath() };
        var count = new Option<int>("--messages") { Description = "messages of the store, or of one round", DefaultValueFactory = _ => messages };
        var turns = new Option<int>("--rounds") { Description = "measured rounds of each side", DefaultValueFactory = _ => rounds };
        AtLeast(count, 1000);
        AtLeast(turns, 1);
        var command = new Command(name, description) { directory, count, turns };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var folder = new BenchFolder(parsed.GetValue(directory)!);
            await run(new BenchOptions(folder, parsed.GetValue(count), parsed.GetValue(turns)), parsed, cancellation);
            return 0;
        });
        return command;
    }

    private static void AtLeast(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < least) result.AddError($"{option.Name} must be at least {least}.");
    });

    private static void AtLeast(Option<int[]> option, int least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int[]>()?.Any(value => value < least) == true) result.AddError($"{option.Name} must be at least {least}.");
    });
}
