using System.Collections.Frozen;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>Every setting of brokers of 4.9 and ours with its default, read from the reference file that our broker's own list of settings writes.</summary>
internal static class SettingsReference
{
    private const string Resource = "broker.conf";
    private const string AllowedPrefix = "# Allowed: ";
    private const string EditableLine = "# May be changed while the server runs.";
    private const string AliasPrefix = "# Also read as ";

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, SettingReference> All { get; } = Read().ToFrozenDictionary(setting => setting.Key, StringComparer.Ordinal);

    private static IEnumerable<SettingReference> Read()
    {
        using var reader = new StreamReader(typeof(SettingsReference).Assembly.GetManifestResourceStream(Resource)!);
        List<string> remarks = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                remarks.Add(line);
                continue;
            }

            if (line.StartsWith('#') && line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
                yield return Of(line[1..equals], line[(equals + 1)..], remarks);
            remarks = [];
        }
    }

    private static SettingReference Of(string key, string value, List<string> remarks)
    {
        var allowed = remarks.Find(line => line.StartsWith(AllowedPrefix, StringComparison.Ordinal));
        var meaning = remarks.Where(line => line != allowed && line != EditableLine && !line.StartsWith(AliasPrefix, StringComparison.Ordinal));
        return new SettingReference(key, value, string.Join(' ', meaning.Select(line => line[2..])), allowed?[AllowedPrefix.Length..].TrimEnd('.'), remarks.Contains(EditableLine));
    }
}
