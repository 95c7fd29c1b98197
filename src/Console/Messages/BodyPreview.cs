using System.Text;
using System.Text.Unicode;
using RocketMQ.ManagementConsole.Messages.Decoding;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>The beginning of a body on one line, for tables. What begins like a text is not looked at further.</summary>
internal static class BodyPreview
{
    private const int MaxBytes = 512;
    private const int MaxCharacters = 160;
    private const int MaxHexBytes = 24;

    // What is no text is read whole to find out what it is.
    private const int MostDecoded = 64 * 1024;

    /// <summary>The line; empty for an empty body.</summary>
    public static string Of(StoredMessage message)
    {
        var body = MessagePacking.Unpack(message, DecodeLimits.Default.MaxBytes).Body;
        if (body.IsEmpty)
            return "";
        var isCut = body.Length > MaxBytes;
        var start = body.Span[..(isCut ? TextView.CutAtCharacter(body.Span, MaxBytes) : body.Length)];
        if (Utf8.IsValid(start) && !start.Contains((byte)0))
            return OneLine(Encoding.UTF8.GetString(start), isCut);
        if (body.Length <= MostDecoded && BodyDecoding.Decode(message).Text is { } text)
            return OneLine(text);
        return string.Join(' ', start[..Math.Min(start.Length, MaxHexBytes)].ToArray().Select(value => value.ToString("x2", null))) + (start.Length > MaxHexBytes ? " …" : "");
    }

    /// <summary>A text in one line.</summary>
    public static string OneLine(string text) => OneLine(text.Length > MaxBytes ? text[..MaxBytes] : text, text.Length > MaxBytes);

    private static string OneLine(string text, bool isCut)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxCharacters));
        var blank = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxCharacters)
            {
                isCut = true;
                break;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                if (!blank)
                    line.Append(' ');
                blank = true;
                continue;
            }

            blank = false;
            if (Rune.IsControl(rune) || IsDirection(rune))
                line.Append('·');
            else
                line.Append(rune.ToString());
        }

        return line.ToString().TrimEnd() + (isCut ? " …" : "");
    }

    // Such a character would turn around the text of the cells after it.
    private static bool IsDirection(Rune rune) => rune.Value is 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
