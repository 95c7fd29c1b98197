using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>A body as text.</summary>
/// <param name="Text">The text; what cannot be read is U+FFFD.</param>
/// <param name="Charset">Name of the encoding it was read with.</param>
/// <param name="ShownBytes">Bytes of the body that the text stands for.</param>
/// <param name="InvalidAt">Position of the first byte that is no text; null when all is.</param>
public sealed record TextView(string Text, string Charset, int ShownBytes, int? InvalidAt)
{
    /// <summary>Reads a body: UTF-16 where a byte order mark says so, else UTF-8.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limit">Bytes to show at most; the cut never splits a character.</param>
    public static TextView Of(ReadOnlySpan<byte> body, int limit = int.MaxValue)
    {
        if (body is [0xFF, 0xFE, ..])
            return Wide(body, limit, Encoding.Unicode);
        if (body is [0xFE, 0xFF, ..])
            return Wide(body, limit, Encoding.BigEndianUnicode);
        var length = CutAtCharacter(body, limit);
        var text = body[..length];
        var mark = text is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        return new TextView(Encoding.UTF8.GetString(text[mark..]), "UTF-8", length, FirstInvalid(text));
    }

    /// <summary>Whether a body is better shown as hexadecimal: it is no UTF-8, or holds a NUL.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> body) =>
        body is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) && (body.Contains((byte)0) || !Utf8.IsValid(body));

    /// <summary>The largest length up to the limit that does not end inside a UTF-8 sequence.</summary>
    internal static int CutAtCharacter(ReadOnlySpan<byte> body, int limit)
    {
        if (body.Length < limit)
            return body.Length;
        for (var length = limit; length > Math.Max(0, limit - 4); length--)
        {
            if (Rune.DecodeLastFromUtf8(body[..length], out _, out _) is OperationStatus.Done)
                return length;
        }

        return limit;
    }

    private static TextView Wide(ReadOnlySpan<byte> body, int limit, Encoding encoding)
    {
        var length = Math.Min(body.Length, limit);
        return new TextView(encoding.GetString(body[2..Math.Max(2, length)]), encoding.WebName.ToUpperInvariant(), length, null);
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
            return null;
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var consumed) is OperationStatus.Done)
            at += consumed;
        return at;
    }
}
