using System.Text;
using System.Text.RegularExpressions;

namespace RocketMQ.Cli.Tests;

/// <summary>
/// A golden file: command lines, each with what it prints. "$ LINE" is run, "$ LINE | REGEX" as well, but only matching lines of standard
/// output count. "> FILE" or "> FILE | REGEX" shows a file. Lines of standard error begin with "! ", an exit code other than 0 with "= ". "~ TOPIC" waits for a route, "# " is a comment. NAME=VALUE before a command sets a variable of the environment.
/// </summary>
internal static class Transcript
{
    /// <summary>Runs what a golden file says.</summary>
    /// <returns>The same file with what was printed now.</returns>
    public static async Task<string> ReplayAsync(string golden, TranscriptCluster cluster)
    {
        var text = new StringBuilder();
        foreach (var line in golden.Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                text.Append(line).Append('\n');
            if (line.StartsWith("~ ", StringComparison.Ordinal))
            {
                text.Append(line).Append('\n');
                await cluster.RouteAsync(line[2..]);
            }

            if (line.StartsWith("> ", StringComparison.Ordinal))
                text.Append(line).Append('\n').Append(Show(line[2..], cluster));
            if (line.StartsWith("$ ", StringComparison.Ordinal))
                text.Append(line).Append('\n').Append(await RunAsync(line[2..], cluster));
        }

        return text.ToString();
    }

    private static async Task<string> RunAsync(string line, TranscriptCluster cluster)
    {
        var (command, filter) = line.Split(" | ") is [var first, var pattern] ? (first, pattern) : (line, null);
        foreach (var (name, value) in cluster.Variables)
            command = command.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        var tool = new Tooling(network: null, TimeProvider.System) { Environment = { ["NAMESRV_ADDR"] = cluster.NameServers } };
        foreach (var (name, value) in cluster.Environment)
            tool.Environment[name] = value;
        while (Regex.Match(command, "^([A-Z_]+)=([^ ]*) ") is { Success: true } setting)
        {
            tool.Environment[setting.Groups[1].Value] = setting.Groups[2].Value;
            command = command[setting.Length..];
        }

        var exit = await tool.RunAsync(command);
        var output = cluster.Mask(tool.Output);
        var text = new StringBuilder();
        foreach (var printed in Lines(output).Where(printed => filter is null || Regex.IsMatch(printed, filter)))
            text.Append(printed).Append('\n');
        foreach (var complaint in Lines(cluster.Mask(tool.Errors)))
            text.Append("! ").Append(complaint).Append('\n');
        if (exit != 0)
            text.Append("= ").Append(exit).Append('\n');
        return text.ToString();
    }

    // The lines of a file that a command wrote.
    private static string Show(string line, TranscriptCluster cluster)
    {
        var (path, pattern) = line.Split(" | ") is [var first, var second] ? (first, second) : (line, "");
        var content = cluster.Mask(File.ReadAllText(path.Replace("{tmp}", cluster.Variables["tmp"], StringComparison.Ordinal)));
        return string.Concat(Lines(content).Where(printed => Regex.IsMatch(printed, pattern)).Select(printed => $"{printed}\n"));
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
