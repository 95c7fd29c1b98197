namespace RocketMQ.ManagementConsole.Formatting;

/// <summary>Command lines that can be pasted into a shell as they are.</summary>
internal static class ShellText
{
    /// <summary>A line of words, each quoted when a shell would read something else into it.</summary>
    public static string Line(params IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A word as it stands when that is safe, else in single quotes.</summary>
    public static string Quote(string word) => word.Length > 0 && word.All(IsPlain)
        ? word
        : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '%' or ',' or '=';
}
