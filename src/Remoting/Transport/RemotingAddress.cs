using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RocketMQ.Remoting.Transport;

/// <summary>A "host:port" as it stands in configuration and routes; IPv6 hosts may be in brackets.</summary>
public readonly record struct RemotingAddress(string Host, int Port)
{
    /// <summary>Reads one address.</summary>
    /// <param name="text">For example "127.0.0.1:9876".</param>
    /// <param name="address">The address.</param>
    /// <param name="problem">What is wrong and what is allowed.</param>
    public static bool TryParse(string text, out RemotingAddress address, [NotNullWhen(false)] out string? problem)
    {
        var trimmed = text.Trim();
        var colon = trimmed.LastIndexOf(':');
        address = default;
        if (colon <= 0)
        {
            problem = $"'{text}' is no address; host:port is, for example 127.0.0.1:9876";
            return false;
        }

        if (!int.TryParse(trimmed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            problem = $"'{trimmed[(colon + 1)..]}' in '{text}' is no port; 1 to 65535 is allowed";
            return false;
        }

        address = new RemotingAddress(trimmed[..colon].Trim('[', ']'), port);
        problem = null;
        return true;
    }

    /// <summary>Reads a list separated by ';' or ','. Blank entries are passed over.</summary>
    /// <exception cref="FormatException">An entry is no address; the message names it.</exception>
    public static IReadOnlyList<string> ParseList(string text)
    {
        var list = new List<string>();
        foreach (var part in text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryParse(part, out var address, out var problem))
                throw new FormatException(problem);
            list.Add(address.ToString());
        }

        return list;
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
