using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Cli.Commands;

/// <summary>A file of topic or group settings: a JSON list, or what exportMetadata wrote.</summary>
internal static class SettingsFile
{
    /// <exception cref="ArgumentException">The file is not there, is no such file, or holds nothing.</exception>
    public static IReadOnlyList<T> Read<T>(string path, string table, JsonTypeInfo<T> type)
    {
        if (!File.Exists(path))
            throw new ArgumentException($"there is no file '{path}'");
        try
        {
            using var document = JsonDocument.Parse(FastJson.Normalise(File.ReadAllBytes(path)));
            var root = document.RootElement;
            IEnumerable<JsonElement> entries = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray()
                : root.ValueKind == JsonValueKind.Object && root.TryGetProperty(table, out var map) ? map.EnumerateObject().Select(property => property.Value)
                : throw new ArgumentException($"'{path}' is neither a JSON list nor an object with '{table}'");
            var read = entries.Select(entry => entry.Deserialize(type)!).ToList();
            return read.Count > 0 ? read : throw new ArgumentException($"'{path}' holds no settings");
        }
        catch (Exception unreadable) when (unreadable is FastJsonException or JsonException)
        {
            throw new ArgumentException($"'{path}' cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
