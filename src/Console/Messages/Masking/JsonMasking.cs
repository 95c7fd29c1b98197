using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RocketMQ.ManagementConsole.Messages.Decoding;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Writes JSON anew with values left out.</summary>
internal static class JsonMasking
{
    private const int MaxDepth = 256;
    private const int MaxText = 16 * 1024 * 1024;

    /// <summary>Hides the values that paths lead to, and what a function hides of every text and number; null when it can not be done.</summary>
    public static string? Mask(string json, IReadOnlyList<JsonPath> paths, Func<string, string> replace)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = MaxDepth });
        var buffer = new BoundedBuffer(MaxText);
        var writer = new Utf8JsonWriter(buffer, JsonView.Indented);
        try
        {
            var place = new List<JsonPlace>();
            while (reader.Read())
                Copy(ref reader, writer, place, paths, replace);
            writer.Flush();
            return Encoding.UTF8.GetString(buffer.Written.Span);
        }
        catch (Exception broken) when (broken is JsonException or BufferFullException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, List<JsonPlace> place, IReadOnlyList<JsonPath> paths, Func<string, string> replace)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var name = reader.GetString() ?? "";
                place[^1] = new JsonPlace(name, 0);
                writer.WritePropertyName(replace(name));
                return;
            case JsonTokenType.EndObject:
                place.RemoveAt(place.Count - 1);
                writer.WriteEndObject();
                Next(place);
                return;
            case JsonTokenType.EndArray:
                place.RemoveAt(place.Count - 1);
                writer.WriteEndArray();
                Next(place);
                return;
        }

        if (IsHidden(place, paths))
        {
            reader.Skip();
            writer.WriteStringValue(MaskingRule.Mark);
            Next(place);
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                place.Add(new JsonPlace("", 0));
                return;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                place.Add(new JsonPlace(null, 0));
                return;
            case JsonTokenType.String:
                writer.WriteStringValue(replace(reader.GetString() ?? ""));
                break;
            default:
                var raw = Encoding.UTF8.GetString(reader.ValueSpan);
                if (replace(raw) is var seen && seen == raw)
                    writer.WriteRawValue(raw);
                else
                    writer.WriteStringValue(seen);
                break;
        }

        Next(place);
    }

    private static bool IsHidden(List<JsonPlace> place, IReadOnlyList<JsonPath> paths)
    {
        foreach (var path in paths)
        {
            if (path.Leads(CollectionsMarshal.AsSpan(place)))
                return true;
        }

        return false;
    }

    // In an array, what comes next has the next number.
    private static void Next(List<JsonPlace> place)
    {
        if (place is [.., { Name: null } last])
            place[^1] = last with { Index = last.Index + 1 };
    }
}
