using System.Runtime.CompilerServices;

namespace RocketMQ.Testing;

/// <summary>One row of the table of requests in docs/compatibility.md.</summary>
/// <param name="Code">The request code.</param>
/// <param name="Name">The original's name of it.</param>
/// <param name="Server">Who is asked.</param>
/// <param name="State">served, refused, not served or sent.</param>
/// <param name="Tests">Names of the tests that show it.</param>
public sealed record CompatibilityRow(int Code, string Name, string Server, string State, IReadOnlyList<string> Tests);

/// <summary>Reads the table of requests in docs/compatibility.md, so that tests keep it true.</summary>
public static class CompatibilityTable
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<CompatibilityRow> Read([CallerFilePath] string caller = "") =>
        [.. File.ReadLines(ReferenceFile.Locate("docs/compatibility.md", caller)).Select(Parse).OfType<CompatibilityRow>()];

    /// <summary>The sources of all tests in one text, to look test names up in.</summary>
    public static string TestSources([CallerFilePath] string caller = "") => string.Concat(
        Directory.EnumerateFiles(ReferenceFile.Locate("tests", caller), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));

    private static CompatibilityRow? Parse(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return cells.Length == 8 && int.TryParse(cells[1], out var code)
            ? new CompatibilityRow(code, cells[2], cells[3], cells[4], [.. cells[6].Split('`').Where((_, index) => index % 2 == 1)])
            : null;
    }
}
