using System.Text;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Bytes as people who read bytes expect them: position, sixteen bytes in hexadecimal, the same as ASCII.</summary>
internal static class HexDump
{
    private const int PerLine = 16;
    private const string Digits = "0123456789abcdef";

    /// <summary>Bytes as lines without a line break at the end; empty for no bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var lines = (bytes.Length + PerLine - 1) / PerLine;
        var dump = new StringBuilder(lines * 79);
        for (var at = 0; at < bytes.Length; at += PerLine)
        {
            if (at > 0)
                dump.Append('\n');
            Line(dump, at, bytes[at..Math.Min(bytes.Length, at + PerLine)]);
        }

        return dump.ToString();
    }

    private static void Line(StringBuilder dump, int position, ReadOnlySpan<byte> bytes)
    {
        for (var shift = 28; shift >= 0; shift -= 4)
            dump.Append(Digits[(position >> shift) & 0xF]);
        dump.Append(' ');
        for (var i = 0; i < PerLine; i++)
        {
            if (i % 8 == 0)
                dump.Append(' ');
            if (i < bytes.Length)
                dump.Append(Digits[bytes[i] >> 4]).Append(Digits[bytes[i] & 0xF]).Append(' ');
            else
                dump.Append("   ");
        }

        dump.Append(" |");
        foreach (var value in bytes)
            dump.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
        dump.Append('|');
    }
}
