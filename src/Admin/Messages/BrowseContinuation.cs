using System.Globalization;

namespace RocketMQ.Admin.Messages;

/// <summary>How far a browse came: of each queue ("broker:queue") the offset below which messages are still to come.</summary>
public sealed record BrowseContinuation(IReadOnlyDictionary<string, long> Offsets)
{
    /// <summary>Text for addresses: <c>broker-a:0=17~broker-a:1=4</c>.</summary>
    public override string ToString() =>
        string.Join('~', Offsets.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is none.</summary>
    public static BrowseContinuation? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in text.Split('~'))
        {
            var equals = part.LastIndexOf('=');
            if (equals <= 0 || !long.TryParse(part.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                return null;
            offsets[part[..equals]] = offset;
        }

        return new BrowseContinuation(offsets);
    }
}
