using System.Buffers;
using System.Globalization;
using System.Text;

namespace RocketMQ.Model.Filtering;

/// <summary>Reads and compares numbers as Java does, on which the original's comparisons rest.</summary>
internal static class SqlNumbers
{
    /// <summary>A sign and digits, nothing else, within bounds.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, long min, long max, out long value)
    {
        value = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        var digits = Unsigned(text);
        if (digits.IsEmpty)
            return false;
        var limit = negative ? min : -max;
        // Counted downwards, where there is room for one more number.
        while (!digits.IsEmpty)
        {
            var digit = TakeDigit(ref digits);
            if (digit < 0 || value < long.MinValue / 10)
                return false;
            var next = unchecked((value * 10) - digit);
            if (next > value * 10 || next < limit)
                return false;
            value = next;
        }

        value = negative ? value : -value;
        return true;
    }

    /// <summary>A decimal number with spaces around and a type suffix allowed, NaN or Infinity.</summary>
    public static bool TryReal(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        while (!text.IsEmpty && text[0] <= ' ')
            text = text[1..];
        while (!text.IsEmpty && text[^1] <= ' ')
            text = text[..^1];
        var unsigned = Unsigned(text);
        if (unsigned.IsEmpty)
            return false;
        if (unsigned.SequenceEqual("NaN"u8))
            value = double.NaN;
        else if (unsigned.SequenceEqual("Infinity"u8))
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        else
        {
            var number = unsigned.Length > 1 && unsigned[^1] is (byte)'d' or (byte)'D' or (byte)'f' or (byte)'F' ? text[..^1] : text;
            return number[^1] <= '9' && (unsigned[0] is >= (byte)'0' and <= (byte)'9' or (byte)'.')
                && double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
        }

        return true;
    }

    /// <summary>Java's order: −0 before 0, NaN behind everything and equal to itself.</summary>
    public static int Compare(double left, double right)
    {
        if (left < right)
            return -1;
        if (left > right)
            return 1;
        return Bits(left).CompareTo(Bits(right));
    }

    /// <summary>Digits of any script count.</summary>
    private static int TakeDigit(ref ReadOnlySpan<byte> text)
    {
        if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done || !rune.IsBmp)
            return -1;
        text = text[length..];
        return CharUnicodeInfo.GetDecimalDigitValue((char)rune.Value);
    }

    private static ReadOnlySpan<byte> Unsigned(ReadOnlySpan<byte> text) => !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.PositiveInfinity : value) + (double.IsNaN(value) ? 1 : 0);
}
