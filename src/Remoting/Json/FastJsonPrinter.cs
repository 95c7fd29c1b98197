using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RocketMQ.Remoting.Json;

/// <summary>Lays out a tree as the original does, byte for byte. docs/protocol.md 2.0 and 4.7.</summary>
internal sealed class FastJsonPrinter(IBufferWriter<byte> output, FastJsonStyle style)
{
    private int _depth;

    public void Print(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                PrintObject(element);
                break;
            case JsonValueKind.Array:
                PrintList(element);
                break;
            case JsonValueKind.String:
                PrintString(element.GetString()!);
                break;
            default:
                Put(element.GetRawText());
                break;
        }
    }

    private void PrintObject(JsonElement element)
    {
        IEnumerable<JsonProperty> members = element.EnumerateObject();
        if (style == FastJsonStyle.Strict)
            members = members.OrderBy(member => FastJsonKeys.Order(member.Name), KeyComparer.Instance);

        Put("{"u8);
        _depth++;
        var first = true;
        foreach (var member in members)
        {
            if (!first)
                Put(","u8);
            first = false;
            if (!FastJsonKeys.IsNumber(member.Name))
                NewLine();
            PrintKey(member.Name);
            Put(":"u8);
            Print(member.Value);
        }

        _depth--;
        if (!first)
            NewLine();
        Put("}"u8);
    }

    private void PrintList(JsonElement element)
    {
        Put("["u8);
        _depth++;
        var lines = false;
        var first = true;
        foreach (var value in element.EnumerateArray())
        {
            if (!first)
                Put(","u8);
            first = false;
            lines = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
            if (lines)
                NewLine();
            Print(value);
        }

        _depth--;
        if (lines)
            NewLine();
        Put("]"u8);
    }

    private void PrintKey(string key)
    {
        var text = FastJsonKeys.Text(key);
        if (FastJsonKeys.IsObject(key) || (FastJsonKeys.IsNumber(key) && style != FastJsonStyle.Strict))
            Put(text);
        else
            PrintString(text);
    }

    private void PrintString(string text)
    {
        Put("\""u8);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!NeedsEscape(text[i]))
                continue;
            Put(text.AsSpan(start, i - start));
            start = i + 1;
            PrintEscape(text[i]);
        }

        Put(text.AsSpan(start));
        Put("\""u8);
    }

    private bool NeedsEscape(char character) =>
        character is < ' ' or '"' or '\\' or (>= '\x7F' and < '\xA0') or '\u2028' or '\u2029' || (style == FastJsonStyle.Strict && character > '~');

    private void PrintEscape(char character)
    {
        ReadOnlySpan<byte> shortForm = character switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        };
        if (shortForm.IsEmpty)
            Put(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"));
        else
            Put(shortForm);
    }

    private void NewLine()
    {
        if (style != FastJsonStyle.Pretty)
            return;
        Put("\n"u8);
        for (var i = 0; i < _depth; i++)
            Put("\t"u8);
    }

    private void Put(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    private void Put(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);

    private sealed class KeyComparer : IComparer<(long Number, string Text)>
    {
        public static readonly KeyComparer Instance = new();

        public int Compare((long Number, string Text) x, (long Number, string Text) y)
        {
            var byNumber = x.Number.CompareTo(y.Number);
            return byNumber != 0 ? byNumber : string.CompareOrdinal(x.Text, y.Text);
        }
    }
}
