namespace RocketMQ.Broker.Access;

/// <summary>What an account may do with a topic or a group.</summary>
[Flags]
internal enum Rights
{
    Deny = 0,
    Pub = 1,
    Sub = 2,
}

/// <summary>Rights as they are written in access files and requests (docs/protocol.md 6.14).</summary>
internal static class RightsText
{
    /// <summary>What may be written.</summary>
    public const string Allowed = "DENY, PUB, SUB or PUB|SUB";

    public static Rights? Parse(string text) => text.Trim() switch
    {
        "DENY" => Rights.Deny,
        "PUB" => Rights.Pub,
        "SUB" => Rights.Sub,
        "PUB|SUB" or "SUB|PUB" => Rights.Pub | Rights.Sub,
        _ => null,
    };

    public static string Write(Rights rights) => rights switch
    {
        Rights.Pub => "PUB",
        Rights.Sub => "SUB",
        Rights.Pub | Rights.Sub => "PUB|SUB",
        _ => "DENY",
    };

    /// <summary>Reads "name=RIGHTS"; null where it is something else.</summary>
    public static KeyValuePair<string, Rights>? ParseEntry(string entry) =>
        entry.Split('=', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var name, var rights] && Parse(rights) is { } parsed
            ? KeyValuePair.Create(name, parsed)
            : null;
}
