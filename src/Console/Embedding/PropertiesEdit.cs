using System.ComponentModel;
using System.Diagnostics;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>
/// Changes a server's properties file. The server's own program is asked about the new text first, so that what it would refuse at its
/// next start is never written.
/// </summary>
/// <remarks>The file is replaced as a whole by a rename: a crash leaves the old one or the new one, and perhaps a file with the ending "new".</remarks>
internal sealed class PropertiesEdit(ServerPlan plan)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The text of the file.</summary>
    /// <exception cref="IOException">It can not be read.</exception>
    public Task<string> ReadAsync() => File.ReadAllTextAsync(plan.PropertiesFile);

    /// <summary>Writes a new text, unless it is refused.</summary>
    /// <param name="before">The text that was changed; another one in the file by now is not overwritten.</param>
    /// <param name="text">The new text.</param>
    public async Task<PropertiesOutcome> SaveAsync(string before, string text)
    {
        var next = plan.PropertiesFile + ".new";
        try
        {
            if (await ReadAsync() != before)
                return new PropertiesOutcome($"{plan.PropertiesFile} was changed meanwhile; load it again and change that");
            // Browsers send line ends of their own.
            await File.WriteAllTextAsync(next, text.ReplaceLineEndings("\n"));
            var (code, words) = await AskAsync(next);
            if (code != 0)
                return new PropertiesOutcome(words ?? $"{plan.Program} ended with {code} and did not say why");
            File.Move(next, plan.PropertiesFile, overwrite: true);
            return new PropertiesOutcome(null, words);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception or TimeoutException)
        {
            return new PropertiesOutcome($"{plan.PropertiesFile} was not written: {failure.Message}");
        }
        finally
        {
            File.Delete(next);
        }
    }

    // Printing its configuration is what the program does when it takes all of it; it opens no port and no store for that.
    private async Task<(int Code, string? Words)> AskAsync(string file)
    {
        var arguments = plan.Arguments.Select(argument => argument == plan.PropertiesFile ? file : argument);
        using var program = Process.Start(new ProcessStartInfo(plan.Program, [.. arguments, "-p"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var printed = program.StandardOutput.ReadToEndAsync();
            var words = await program.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await printed.WaitAsync(Patience);
            await program.WaitForExitAsync().WaitAsync(Patience);
            return (program.ExitCode, words.Length == 0 ? null : words.Trim().Replace(file, plan.PropertiesFile, StringComparison.Ordinal));
        }
        catch (TimeoutException)
        {
            program.Kill();
            throw;
        }
    }
}
