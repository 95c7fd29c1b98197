using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>Every example of docs/api.md, run one after the other as they stand there.</summary>
public sealed partial class ApiExamplesTests
{
    [Fact]
    public async Task The_examples_of_the_documentation_work_as_they_stand()
    {
        var examples = Example().Matches(await File.ReadAllTextAsync(Document())).Select(match => match.Groups[1].Value).ToList();
        Assert.True(examples.Count >= 7, $"{examples.Count} examples");
        using var folder = new TemporaryFolder();
        await using var console = ConsoleProcess.Launch(
            ["--urls", "http://127.0.0.1:0", "--data", folder["console"]], new Dictionary<string, string> { ["CONSOLE_ADMIN_PASSWORD"] = "correct-horse" });
        await console.ReadLineAsync(line => line.Contains("Cluster answers", StringComparison.Ordinal));
        var url = Pages().Match(console.Transcript).Groups[1].Value;

        var script = folder["examples.sh"];
        await File.WriteAllTextAsync(script, $"set -euo pipefail\nconsole={url}\ncluster=DefaultCluster\n{string.Concat(examples.Select((example, number) => $"{example}\nprintf '\\nEXAMPLE {number} DONE\\n'\n"))}");
        await using var shell = ChildProcess.Start("/bin/bash", ["-x", script], null);

        // The shell shows each command before it runs it: only what it prints is meant.
        for (var number = 0; number < examples.Count; number++)
            Assert.Equal($"EXAMPLE {number} DONE", await shell.ReadLineAsync(line => line == $"EXAMPLE {number} DONE"));
    }

    private static string Document([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "api.md");

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"RocketMQ console\s+(http://\S+)")]
    private static partial Regex Pages();
}
