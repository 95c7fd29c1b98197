using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace RocketMQ.Testing;

/// <summary>
/// A program started by a test, its output read line by line. Disposing it closes its standard input, which our servers and
/// scripts take as the order to stop, and kills it when it does not follow.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _transcript = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Everything printed so far, on both streams.</summary>
    public string Transcript => string.Join('\n', _transcript);

    /// <summary>Starts a program.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, line) => child.Take(line.Data, output: true);
        process.ErrorDataReceived += (_, line) => child.Take(line.Data, output: false);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The next line of standard output that <paramref name="wanted"/> accepts; others are passed over.</summary>
    /// <exception cref="InvalidOperationException">The program ended, or nothing came within the patience of a test.</exception>
    public async Task<string> ReadLineAsync(Func<string, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                if (wanted(line))
                    return line;
            }
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{_process.StartInfo.FileName} did not print the expected line within {Patience}. It printed:\n{Transcript}");
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended before it printed the expected line. It printed:\n{Transcript}");
    }

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (Exception stuck) when (stuck is TimeoutException or IOException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line, bool output)
    {
        if (line is null)
        {
            if (output)
                _lines.Writer.TryComplete();
            return;
        }

        _transcript.Enqueue(line);
        if (output)
            _lines.Writer.TryWrite(line);
    }
}
