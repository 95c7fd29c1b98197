using System.Globalization;
using System.Text.Json;

namespace RocketMQ.Remoting.Json;

/// <summary>Numbers as the original takes and writes them.</summary>
internal static class WireNumbers
{
    public static long ReadInt64(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out var value) ? value : Truncate(reader.GetDouble());
        return reader.TokenType == JsonTokenType.String ? ParseInt64(reader.GetString()!) : throw new JsonException("expected a number");
    }

    /// <summary>A number in text form; empty text and the word null count as 0.</summary>
    public static long ParseInt64(string text)
    {
        if (text is "" or "null")
            return 0;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)
            ? Truncate(fraction)
            : throw new JsonException($"expected a number, found '{text}'");
    }

    public static double ReadDouble(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("expected a number");
        var text = reader.GetString()!;
        return text is "" or "null" ? 0
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : throw new JsonException($"expected a number, found '{text}'");
    }

    /// <summary>Java's text of a finite number: <c>0.0</c>, <c>12.5</c>, and outside 10^-3 to 10^7 <c>1.25E10</c>.</summary>
    public static string JavaText(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (value == 0 || Math.Abs(value) is >= 1e-3 and < 1e7)
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";

        var sign = value < 0 ? "-" : "";
        var parts = text.TrimStart('-').Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? parts[0].Length : point;
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var zeros = digits.Length - digits.TrimStart('0').Length;
        var exponent = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) + whole - zeros - 1;
        digits = digits.Trim('0');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}");
    }

    private static long Truncate(double value) =>
        value is > -9.3e18 and < 9.3e18 ? (long)value : throw new JsonException($"{value.ToString(CultureInfo.InvariantCulture)} is not a 64-bit number");
}
