using System.Text.Json;
using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Json;

/// <summary>An enum by the names it has on the wire, in the order of its members; a position in that order is read as well.</summary>
/// <param name="unknown">What a name stands for that is not in the list.</param>
/// <param name="names">The wire names, in the order of the enum's values; empty for a member that has none.</param>
public abstract class WireEnumConverter<TEnum>(TEnum unknown, params string[] names) : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private readonly TEnum[] _values = Enum.GetValues<TEnum>();

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            var position = WireNumbers.ReadInt64(ref reader) + (names[0].Length == 0 ? 1 : 0);
            return position >= 0 && position < names.Length ? _values[position] : unknown;
        }

        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"expected one of {string.Join(", ", names)}");
        var index = Array.IndexOf(names, reader.GetString());
        return index < 0 ? unknown : _values[index];
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        var name = names[Array.IndexOf(_values, value)];
        if (name.Length == 0)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(name);
    }
}
