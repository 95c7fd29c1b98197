using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Writes fields without a schema as JSON: an object by field number, a list where a number stands several times.</summary>
internal sealed class ProtobufWriting(Utf8JsonWriter json, int maxDepth)
{
    // A double that somebody meant is rarely beyond these; a whole number read as one nearly always is.
    private const double LeastReal = 1e-9;
    private const double MostReal = 1e15;

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Writes one message.</summary>
    public void Write(IReadOnlyList<ProtobufField> fields, int depth)
    {
        json.WriteStartObject();
        foreach (var same in fields.GroupBy(field => field.Number))
        {
            json.WritePropertyName(same.Key.ToString(CultureInfo.InvariantCulture));
            var values = same.ToList();
            if (values.Count > 1)
                json.WriteStartArray();
            foreach (var field in values)
                Write(field, depth);
            if (values.Count > 1)
                json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Write(ProtobufField field, int depth)
    {
        switch (field.Kind)
        {
            case WireKind.Varint when field.Value > long.MaxValue:
                // Ten bytes are spent on negative numbers, hardly ever on those above this.
                json.WriteNumberValue((long)field.Value);
                break;
            case WireKind.Varint:
                json.WriteNumberValue(field.Value);
                break;
            case WireKind.Fixed64:
                WriteFixed(BitConverter.UInt64BitsToDouble(field.Value), field.Value);
                break;
            case WireKind.Fixed32:
                WriteFixed(BitConverter.UInt32BitsToSingle((uint)field.Value), field.Value);
                break;
            default:
                WriteContent(field.Content, depth);
                break;
        }
    }

    private void WriteFixed(double real, ulong whole)
    {
        if (IsMeant(real))
            json.WriteNumberValue(real);
        else
            json.WriteNumberValue(whole);
    }

    // Not by way of a double, which would have digits that nobody wrote.
    private void WriteFixed(float real, ulong whole)
    {
        if (IsMeant(real))
            json.WriteNumberValue(real);
        else
            json.WriteNumberValue(whole);
    }

    private static bool IsMeant(double real) => double.IsFinite(real) && Math.Abs(real) is >= LeastReal and <= MostReal;

    private void WriteContent(ReadOnlyMemory<byte> content, int depth)
    {
        if (Charsets.TryRead(content.Span, Utf8) is { } text)
            json.WriteStringValue(text);
        else if (depth < maxDepth && ProtobufFields.TryRead(content, out var fields))
            Write(fields, depth + 1);
        else
            WriteBytes(content.Span);
    }

    private void WriteBytes(ReadOnlySpan<byte> content)
    {
        json.WriteStartObject();
        json.WriteString("bytes", Convert.ToHexStringLower(content));
        json.WriteEndObject();
    }
}
