using System.Text;

namespace RocketMQ.Model;

/// <summary>
/// The property text of a message: <c>name U+0001 value U+0002 name U+0001 value …</c> (docs/protocol.md 4.2.6).
/// Pairs without a separator, a name or a value do not exist for any reader; of pairs with one name the last counts.
/// </summary>
public static class MessageProperties
{
    public const char NameValueSeparator = '\u0001';
    public const char PairSeparator = '\u0002';

    internal const byte NameValueByte = 1;
    internal const byte PairByte = 2;

    public static Dictionary<string, string> Parse(ReadOnlySpan<char> text)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!text.IsEmpty)
        {
            var end = text.IndexOf(PairSeparator);
            var pair = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            var split = pair.IndexOf(NameValueSeparator);
            if (split > 0 && split < pair.Length - 1) result[pair[..split].ToString()] = pair[(split + 1)..].ToString();
        }

        return result;
    }

    public static Dictionary<string, string> Parse(ReadOnlySpan<byte> utf8) => Parse(Encoding.UTF8.GetString(utf8));

    /// <summary>Writes pairs without a separator after the last one, as 4.9 does; empty values are left out because no reader keeps them.</summary>
    public static string Format(IEnumerable<KeyValuePair<string, string>> properties)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in properties)
        {
            if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(value)) continue;
            if (text.Length > 0) text.Append(PairSeparator);
            text.Append(name).Append(NameValueSeparator).Append(value);
        }

        return text.ToString();
    }

    /// <summary>Says why a pair cannot be written: the two separators would break the text apart. Null when it can.</summary>
    public static string? Check(string name, string value)
    {
        if (name.Length == 0) return "A property name is empty.";
        if (name.AsSpan().ContainsAny(NameValueSeparator, PairSeparator) || value.AsSpan().ContainsAny(NameValueSeparator, PairSeparator))
            return $"Property {name.Replace(NameValueSeparator, ' ').Replace(PairSeparator, ' ')} contains U+0001 or U+0002, which separate properties.";
        return null;
    }

    /// <summary>Finds the value of a property in raw UTF-8 without allocating.</summary>
    /// <returns>Whether the property is there; its value is never empty then.</returns>
    public static bool TryFind(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var pairs = new PropertyPairs(utf8);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual(name)) value = pairs.Value;
        }

        return !value.IsEmpty;
    }

    /// <summary>Upper bound of what <see cref="Rewrite"/> writes.</summary>
    public static int MaxRewrittenLength(int sourceLength, int nameLength, int valueLength) => sourceLength + nameLength + valueLength + 2;

    /// <summary>
    /// Copies the pairs without <paramref name="removed"/> and puts one pair at the end in place of any of its name: what a broker
    /// does to WAIT and CLUSTER when it stores a message.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    public static int Rewrite(
        ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> removed, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var length = 0;
        var pairs = new PropertyPairs(utf8);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual(removed) || pairs.Name.SequenceEqual(name)) continue;
            length += WritePair(pairs.Name, pairs.Value, length > 0, destination[length..]);
        }

        return value.IsEmpty ? length : length + WritePair(name, value, length > 0, destination[length..]);
    }

    private static int WritePair(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool separated, Span<byte> destination)
    {
        var at = 0;
        if (separated) destination[at++] = PairByte;
        name.CopyTo(destination[at..]);
        at += name.Length;
        destination[at++] = NameValueByte;
        value.CopyTo(destination[at..]);
        return at + value.Length;
    }
}
