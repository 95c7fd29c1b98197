using System.Buffers;
using System.Globalization;
using System.Text;

namespace RocketMQ.Remoting.Wire;

/// <summary>Escaping and unescaping of JSON strings as UTF-8 bytes, as lenient on input as the original's reader.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> MustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>Resolves escapes; what follows an unknown one is taken as it stands. Never longer than the input.</summary>
    public static int Unescape(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var escape = source.IndexOf((byte)'\\');
            if (escape < 0 || escape == source.Length - 1)
            {
                source.CopyTo(destination[written..]);
                return written + source.Length;
            }

            source[..escape].CopyTo(destination[written..]);
            written += escape;
            source = source[escape..];
            if (source[1] == 'u')
                source = source[UnescapeUnicode(source, destination, ref written)..];
            else
            {
                destination[written++] = Simple(source[1]);
                source = source[2..];
            }
        }
    }

    /// <summary>Writes <paramref name="text"/> between quotes.</summary>
    public static void WriteString(OutputBuffer output, scoped ReadOnlySpan<byte> text)
    {
        output.Write("\""u8);
        while (true)
        {
            var special = text.IndexOfAny(MustEscape);
            if (special < 0)
            {
                output.Write(text);
                output.Write("\""u8);
                return;
            }

            output.Write(text[..special]);
            WriteEscape(output, text[special]);
            text = text[(special + 1)..];
        }
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'v' => 0x0B,
        _ => letter,
    };

    private static int UnescapeUnicode(ReadOnlySpan<byte> source, Span<byte> destination, ref int written)
    {
        if (!TryHex(source, out var unit))
            throw new WireException("a \\u escape in the header is not followed by four hexadecimal digits");
        var used = 6;
        var rune = Rune.ReplacementChar;
        if (char.IsHighSurrogate(unit) && source.Length >= 12 && source[6] == '\\' && source[7] == 'u'
            && TryHex(source[6..], out var low) && char.IsLowSurrogate(low))
        {
            rune = new Rune(unit, low);
            used = 12;
        }
        else if (!char.IsSurrogate(unit))
            rune = new Rune(unit);

        written += rune.EncodeToUtf8(destination[written..]);
        return used;
    }

    /// <summary>Reads the four digits of a \u escape.</summary>
    public static bool TryHex(ReadOnlySpan<byte> escape, out char unit)
    {
        var ok = escape.Length >= 6
            && ushort.TryParse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? (Value: (char)value, Ok: true)
            : default;
        unit = ok.Value;
        return ok.Ok;
    }

    private static void WriteEscape(OutputBuffer output, byte special)
    {
        switch (special)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            default:
                ReadOnlySpan<byte> hex = "0123456789ABCDEF"u8;
                output.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', hex[special >> 4], hex[special & 15]]);
                break;
        }
    }
}
