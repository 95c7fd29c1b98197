using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>The beginning of a body on one line, for tables. Reads no more of the body than it shows.</summary>
internal static class BodyPreview
{
    private const int MaxBytes = 512;
    private const int MaxCharacters = 160;
    private const int MaxHexBytes = 24;

    /// <summary>The line; empty for an empty body.</summary>
    public static string Of(StoredMessage message)
    {
        var start = Start(message);
        if (start.IsEmpty)
            return "";
        var isCut = message.Body.Length > MaxBytes || start.Length == MaxBytes;
        var whole = isCut ? TextView.CutAtCharacter(start.Span, start.Length) : start.Length;
        var text = start.Span[..whole];
        if (!Utf8.IsValid(text) || text.Contains((byte)0))
            return string.Join(' ', start[..Math.Min(start.Length, MaxHexBytes)].ToArray().Select(value => value.ToString("x2", null))) + (start.Length > MaxHexBytes || isCut ? " …" : "");
        return OneLine(Encoding.UTF8.GetString(text), isCut);
    }

    private static ReadOnlyMemory<byte> Start(StoredMessage message)
    {
        if (message.SystemFlags.CompressionType() is not CompressionType.Zlib)
            return message.Body[..Math.Min(message.Body.Length, MaxBytes)];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(message.Body.ToArray(), writable: false), CompressionMode.Decompress);
            var buffer = new byte[MaxBytes];
            return buffer.AsMemory(0, zlib.ReadAtLeast(buffer, MaxBytes, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            // Marked as packed but not: the stored bytes are what there is to show. The message's page says so.
            return message.Body[..Math.Min(message.Body.Length, MaxBytes)];
        }
    }

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
