using System.Buffers;
using System.Text;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Admin.Requests;

/// <summary>Settings in the bodies of 25, 26, 318 and 319: properties text in UTF-8.</summary>
internal static class SettingsText
{
    private static readonly SearchValues<char> NotInKeys = SearchValues.Create("=:\r\n \t");

    // Answers are written without escapes (docs/protocol.md 2.4.11), so a backslash in a value is a backslash.
    public static IReadOnlyDictionary<string, string> Read(RemotingCommand answer)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(answer.Body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[..equals].Trim() is var key)
                settings[key] = SecretSettings.Show(key, line[(equals + 1)..].TrimEnd('\r'));
        }

        return settings;
    }

    /// <exception cref="ArgumentException">A key or value has a line break, which would smuggle in another setting.</exception>
    public static ReadOnlyMemory<byte> Write(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (key, value) in settings)
        {
            if (string.IsNullOrWhiteSpace(key) || key.AsSpan().ContainsAny(NotInKeys))
                throw new ArgumentException($"'{key}' is no settings key; letters, digits, '.', '_' and '-' are allowed");
            if (value.AsSpan().IndexOfAny('\r', '\n') >= 0)
                throw new ArgumentException($"the value of '{key}' has a line break; values are one line");
        }

        // Both readers take these bodies for properties text, where a backslash escapes.
        return Encoding.UTF8.GetBytes(PropertiesText.Write(
            settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Replace("\\", "\\\\", StringComparison.Ordinal)))));
    }
}
