using System.Globalization;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What counts as the address of a server.</summary>
internal static class ServerAddress
{
    /// <summary>What is allowed, for refusals.</summary>
    public const string Allowed = "HOST:PORT with a port from 1 to 65535";

    /// <summary>Whether text is "host:port".</summary>
    public static bool IsOne(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && Uri.CheckHostName(text[..colon].Trim('[', ']')) != UriHostNameType.Unknown
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65535;
    }
}
