using RocketMQ.StoreBench;
using RocketMQ.StoreBench.Workload;
using RocketMQ.Testing;

namespace RocketMQ.Store.Tests;

/// <summary>The benchmarks run to their end with few messages and find all data in order. What they measure is nobody's promise here.</summary>
public sealed class StoreBenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Appends_are_compared_for_each_size_number_of_writers_and_way_of_flushing()
    {
        await RunAsync("append", "--body", "128", "16384", "--writers", "1", "8", "--messages", "1000", "--rounds", "1");
        foreach (var row in (string[])["128 B, 1 x", "128 B, 8 x", "16384 B, 1 x", "16384 B, 8 x"])
        {
            foreach (var side in (string[])["copy", "log alone", "with flush", "with queues", "store", "fdatasync"]) Assert.Contains($"\n{row} {side} ", Text, StringComparison.Ordinal);
        }

        Assert.Contains("ASYNC_FLUSH", Text, StringComparison.Ordinal);
        Assert.Contains("SYNC_FLUSH", Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read", "read copy", "read store")]
    [InlineData("recovery", "reading the log", "clean", "crash, whole log", "crash, no queues or index")]
    [InlineData("lookup", "by key", "by log position", "by queue offset")]
    public async Task A_command_prints_a_row_of_figures_for_each_thing_it_measures(string command, params string[] rows)
    {
        await RunAsync(command, "--messages", "3000", "--rounds", "1");
        Assert.All(rows, row => Assert.Matches($@"\n{row}(\s+[\d.]+){{3,}}", Text));
    }

    [Theory]
    [InlineData("append", "--writers", "0", "--writers must be at least 1.")]
    [InlineData("append", "--body", "4", "--body must be at least 8.")]
    [InlineData("read", "--messages", "10", "--messages must be at least 1000.")]
    [InlineData("lookup", "--rounds", "0", "--rounds must be at least 1.")]
    public async Task A_value_that_makes_no_sense_is_refused_with_what_is_allowed(string command, string option, string value, string message)
    {
        using var error = new StringWriter();
        Assert.NotEqual(0, await StoreBenchProgram.RunAsync([command, option, value, "--dir", _folder.Path], _output, error));
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_record_that_is_not_what_was_stored_does_not_pass()
    {
        var messages = new BenchMessages(64);
        var record = messages.Record(7);
        messages.Verify(record, 7);
        Assert.Throws<InvalidDataException>(() => messages.Verify(record, 8));
        record[^40] ^= 1;
        Assert.Throws<InvalidDataException>(() => messages.Verify(record, 7));
        Assert.Throws<InvalidDataException>(() => messages.Verify(record.AsSpan(0, 50), 7));
    }

    private string Text => _output.ToString().ReplaceLineEndings("\n");

    private async Task RunAsync(params string[] args)
    {
        Assert.Equal(0, await StoreBenchProgram.RunAsync([.. args, "--dir", _folder.Path], _output, Console.Error));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
