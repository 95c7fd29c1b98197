using System.ComponentModel;
using System.Diagnostics;

namespace RocketMQ.Cli.Commands.Project;

/// <summary>The program git, run in one folder.</summary>
internal sealed class Git(string folder, CancellationToken cancellation)
{
    public async Task<bool> IsRepositoryAsync() => (await InvokeAsync(["rev-parse", "--is-inside-work-tree"])).ExitCode == 0;

    /// <exception cref="IOException">git is not there, or says no; the message has its reason.</exception>
    public async Task RunAsync(params string[] arguments) => await ReadAsync(arguments);

    /// <inheritdoc cref="RunAsync"/>
    public async Task<string> ReadAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await InvokeAsync(arguments);
        return exitCode == 0 ? output.TrimEnd('\n') : throw new IOException($"git {arguments[0]} failed with exit code {exitCode}: {errors}");
    }

    private async Task<(int ExitCode, string Output, string Errors)> InvokeAsync(string[] arguments)
    {
        // A question for a password would wait for an answer that nobody gives.
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["GIT_TERMINAL_PROMPT"] = "0" },
        };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        catch (Win32Exception missing)
        {
            throw new IOException($"git cannot be started: {missing.Message}", missing);
        }
    }
}
