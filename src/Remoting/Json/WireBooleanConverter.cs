using System.Text.Json;
using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Json;

/// <summary>Booleans, also as text or as a number, of which 1 alone is true.</summary>
internal sealed class WireBooleanConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => WireNumbers.ReadInt64(ref reader) == 1,
        JsonTokenType.String => Parse(reader.GetString()!),
        _ => throw new JsonException("expected true or false"),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);

    private static bool Parse(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "T" or "Y" => true,
        "FALSE" or "0" or "F" or "N" or "" or "NULL" => false,
        _ => throw new JsonException($"expected true or false, found '{text}'"),
    };
}
