using System.Text.Json;
using System.Text.Unicode;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Reads JSON of strangers so that nobody who looks at its names and texts afterwards is surprised.</summary>
internal static class ReadableJson
{
    /// <summary>Reads an object or array; null where it is none, or holds names or texts that are no Unicode.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return null;
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(utf8);
            // Only an escape can be half a character.
            if (utf8.IndexOf("\\ud"u8) >= 0 || utf8.IndexOf("\\uD"u8) >= 0)
                ReadTexts(root);
            return root.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? root : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    ReadTexts(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }
}
