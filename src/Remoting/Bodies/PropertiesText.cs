using System.Globalization;
using System.Text;

namespace RocketMQ.Remoting.Bodies;

/// <summary>
/// Java properties text, the form of configuration files and of the bodies of requests 25, 26, 318 and 319:
/// <c>key=value</c> or <c>key = value</c> lines, <c>#</c> and <c>!</c> comments, backslash escapes and continued lines.
/// </summary>
public static class PropertiesText
{
    /// <summary>Reads properties; the last of two equal keys counts.</summary>
    public static Dictionary<string, string> Parse(string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in LogicalLines(text))
        {
            var end = KeyEnd(line);
            var key = Unescape(line[..end]);
            var value = line[end..].TrimStart(' ', '\t', '\f');
            if (value.StartsWith('=') || value.StartsWith(':'))
                value = value[1..].TrimStart(' ', '\t', '\f');
            properties[key] = Unescape(value);
        }

        return properties;
    }

    /// <summary>Writes <c>key=value</c> lines as the original does in its answers: unescaped, each with a line feed.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> properties)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in properties)
            text.Append(key).Append('=').Append(value).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> LogicalLines(string text)
    {
        var continued = "";
        foreach (var physical in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = physical.TrimStart(' ', '\t', '\f');
            if (continued.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
                continue;
            line = continued + line;
            var backslashes = line.Length - line.TrimEnd('\\').Length;
            if (backslashes % 2 == 1)
            {
                continued = line[..^1];
                continue;
            }

            continued = "";
            yield return line;
        }

        if (continued.Length > 0)
            yield return continued;
    }

    private static int KeyEnd(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] is '=' or ':' or ' ' or '\t' or '\f')
                return i;
        }

        return line.Length;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                plain.Append(text[i]);
            else if (text[++i] == 'u' && ushort.TryParse(text.AsSpan(i + 1, Math.Min(4, text.Length - i - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                plain.Append((char)unit);
                i += 4;
            }
            else
                plain.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
        }

        return plain.ToString();
    }
}
