using System.ComponentModel;
using System.Diagnostics;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>One run of a server program: its process, its output, and how it ended.</summary>
internal sealed class ChildServer : IDisposable
{
    /// <summary>Completions of sockets run on the thread that polls them: measured to save up to half the CPU. Read by the runtime at start.</summary>
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly ServerPlan _plan;
    private readonly ChildLog _log;
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _lastWords;

    public ChildServer(ServerPlan plan, ChildLog log)
    {
        _plan = plan;
        _log = log;
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(plan.Program, plan.Arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { [ServerHost.ParentVariable] = "1", [InlineCompletions] = "1" },
            },
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => TakeError(line.Data);
    }

    public int Id => _process.Id;

    /// <summary>Completes when it has printed that it is ready.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Starts the process.</summary>
    /// <returns>Why it can not be started; null when it runs.</returns>
    public string? TryStart()
    {
        try
        {
            _process.Start();
        }
        catch (Win32Exception failure)
        {
            return $"{_plan.Program} can not be started: {failure.Message}";
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return null;
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    /// <summary>Orders it to stop, and kills it when it does not follow in time.</summary>
    public async Task StopAsync(TimeSpan grace, TimeProvider time)
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(grace, time);
        }
        catch (Exception stuck) when (stuck is TimeoutException or IOException)
        {
            _log.Add($"The console killed it: it did not stop within {grace.TotalSeconds:0} s");
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Ends it as a crash would.</summary>
    /// <returns>Whether it was still there.</returns>
    public bool Kill()
    {
        try
        {
            _process.Kill();
            return true;
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile and its handle is gone.
            return false;
        }
    }

    /// <summary>How it ended, for people.</summary>
    /// <param name="problem">What the console found wrong with it; null when it ended by itself.</param>
    public string DescribeEnd(string? problem)
    {
        // On Unix .NET reports the end by a signal as 128 + its number.
        var how = _process.ExitCode switch
        {
            137 => "killed (signal 9)",
            > 128 and < 160 => $"ended by signal {_process.ExitCode - 128}",
            var code => $"exit code {code}",
        };
        return (problem ?? _lastWords) is { } words ? $"{how}: {words}" : how;
    }

    public void Dispose() => _process.Dispose();

    private void Take(string? line)
    {
        if (line is null)
            return;
        _log.Add(line);
        if (line.StartsWith(ServerHost.ReadyPrefix, StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    private void TakeError(string? line)
    {
        if (line is null)
            return;
        _log.Add(line);
        _lastWords = line;
    }
}
