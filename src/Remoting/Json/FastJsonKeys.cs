using System.Globalization;

namespace RocketMQ.Remoting.Json;

/// <summary>
/// The mark in front of a map key between System.Text.Json, which knows strings as keys only, and <see cref="FastJsonPrinter"/>,
/// which writes the key as what it was.
/// </summary>
internal static class FastJsonKeys
{
    private const char Mark = '\u0001';
    private const char NumberKind = 'n';
    private const char ObjectKind = 'o';
    private const char StringKind = 's';

    public static string OfNumber(long number) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{NumberKind}{number}");

    public static string OfObject(string json) => $"{Mark}{ObjectKind}{json}";

    /// <summary>A string stays as it is, unless it starts as a marked key does.</summary>
    public static string OfString(string text) => text.StartsWith(Mark) ? $"{Mark}{StringKind}{text}" : text;

    public static bool IsNumber(string key) => key is [Mark, NumberKind, ..];

    public static bool IsObject(string key) => key is [Mark, ObjectKind, ..];

    /// <summary>The key without its mark.</summary>
    public static string Text(string key) => key.StartsWith(Mark) ? key[2..] : key;

    /// <summary>For sorting: numbers by value, then everything else by its text.</summary>
    public static (long Number, string Text) Order(string key) =>
        IsNumber(key) ? (long.Parse(Text(key), CultureInfo.InvariantCulture), "") : (long.MaxValue, Text(key));
}
