using System.Text.Json;
using System.Text.Json.Serialization;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Json;

/// <summary>Languages by name; see <see cref="LanguageCodes"/>.</summary>
internal sealed class LanguageCodeConverter : JsonConverter<LanguageCode>
{
    public override LanguageCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? reader.TryGetByte(out var number) ? LanguageCodes.Parse(number) : LanguageCode.Other
            : LanguageCodes.Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, LanguageCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LanguageCodes.NameOf(value));
}
