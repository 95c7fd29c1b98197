using System.Text.Json;
using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Json;

/// <summary>Floating point numbers in Java's text form; what is no number is written as null.</summary>
internal sealed class WireDoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WireNumbers.ReadDouble(ref reader);

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteRawValue(WireNumbers.JavaText(value), skipInputValidation: true);
        else
            writer.WriteNullValue();
    }
}
