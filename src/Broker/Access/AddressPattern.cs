using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RocketMQ.Broker.Access;

/// <summary>
/// One pattern of addresses as access files have them (docs/protocol.md 6.14): an address, or one in whose parts * stands for all,
/// 1-10 for a range, and {1,2} in the last part for a choice. IPv4 has four parts of 0 to 255, IPv6 eight of 0 to ffff; :: stands for zeros.
/// </summary>
internal sealed class AddressPattern
{
    public const string Allowed =
        "an address, 192.168.0.*, 192.168.*.*, 192.168.0.1-10, 192.168.0.{1,2}, the same for IPv6, several addresses separated by commas, or * is allowed";

    private readonly Range[][] _parts;

    private AddressPattern(Range[][] parts) => _parts = parts;

    /// <summary>Reads patterns; no text means none.</summary>
    /// <returns>False where the text is no pattern.</returns>
    public static bool TryParse(string? text, out IReadOnlyList<AddressPattern> patterns)
    {
        patterns = [];
        if (string.IsNullOrWhiteSpace(text))
            return true;
        text = text.Trim();
        if (text is "*" or "*.*.*.*" or "*:*:*:*:*:*:*:*")
        {
            patterns = [Everything(4, 255), Everything(8, 0xFFFF)];
            return true;
        }

        var found = new List<AddressPattern>();
        foreach (var one in text.EndsWith('}') ? [text] : text.Split(','))
        {
            if (ParseOne(one.Trim()) is not { } pattern)
                return false;
            found.Add(pattern);
        }

        patterns = found;
        return true;
    }

    /// <summary>Whether an address is meant. Allocates nothing.</summary>
    public bool Matches(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6)
        {
            bytes = bytes[12..];
            length = 4;
        }

        if (_parts.Length != (length == 4 ? 4 : 8))
            return false;
        for (var i = 0; i < _parts.Length; i++)
        {
            if (!Contains(_parts[i], length == 4 ? bytes[i] : (bytes[2 * i] << 8) | bytes[(2 * i) + 1]))
                return false;
        }

        return true;
    }

    /// <summary>Whether one of several patterns means an address.</summary>
    public static bool AnyMatches(AddressPattern[] patterns, IPAddress address)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(address))
                return true;
        }

        return false;
    }

    private static bool Contains(Range[] ranges, int value)
    {
        foreach (var range in ranges)
        {
            if (value >= range.First && value <= range.Last)
                return true;
        }

        return false;
    }

    private static AddressPattern Everything(int parts, int most) => new([.. Enumerable.Repeat<Range[]>([new Range(0, most)], parts)]);

    private static AddressPattern? ParseOne(string text)
    {
        var isV6 = text.Contains(':', StringComparison.Ordinal);
        var parts = isV6 ? SplitV6(text) : text.Split('.');
        if (parts?.Length != (isV6 ? 8 : 4))
            return null;
        var ranges = new Range[parts.Length][];
        for (var i = 0; i < parts.Length; i++)
        {
            if (ParsePart(parts[i].Trim(), isV6, isLast: i == parts.Length - 1) is not { } found)
                return null;
            ranges[i] = found;
        }

        return new AddressPattern(ranges);
    }

    /// <summary>The eight parts; :: is filled up with zeros.</summary>
    private static string[]? SplitV6(string text)
    {
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
            return text.Split(':');
        if (text.IndexOf("::", gap + 1, StringComparison.Ordinal) >= 0)
            return null;
        string[] before = gap == 0 ? [] : text[..gap].Split(':');
        string[] after = gap + 2 == text.Length ? [] : text[(gap + 2)..].Split(':');
        return before.Length + after.Length < 8 ? [.. before, .. Enumerable.Repeat("0", 8 - before.Length - after.Length), .. after] : null;
    }

    private static Range[]? ParsePart(string text, bool isV6, bool isLast)
    {
        var most = isV6 ? 0xFFFF : 255;
        if (text is "*" or "*.*.*.*" or "*:*:*:*:*:*:*:*")
            return [new Range(0, most)];
        if (isLast && text is ['{', .. var choice, '}'])
        {
            var numbers = choice.Split(',').Select(number => Number(number.Trim(), isV6)).ToList();
            return numbers.Contains(null) ? null : [.. numbers.Select(number => new Range(number!.Value, number.Value))];
        }

        var ends = text.Split('-');
        var (first, last) = (Number(ends[0].Trim(), isV6), Number(ends[^1].Trim(), isV6));
        return ends.Length <= 2 && first <= last ? [new Range(first.Value, last!.Value)] : null;
    }

    private static int? Number(string text, bool isV6)
    {
        var style = isV6 ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return text.Length <= (isV6 ? 4 : 3) && int.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number <= (isV6 ? 0xFFFF : 255)
            ? number
            : null;
    }

    private readonly record struct Range(int First, int Last);
}
