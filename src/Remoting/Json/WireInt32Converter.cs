using System.Text.Json;
using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Json;

/// <summary>32-bit numbers, plain, in quotes or with a fraction that is cut off; as map keys unquoted.</summary>
internal sealed class WireInt32Converter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Narrow(WireNumbers.ReadInt64(ref reader));

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    public override int ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Narrow(WireNumbers.ParseInt64(reader.GetString()!));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WritePropertyName(FastJsonKeys.OfNumber(value));

    private static int Narrow(long value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new JsonException($"{value} is not a 32-bit number");
}
