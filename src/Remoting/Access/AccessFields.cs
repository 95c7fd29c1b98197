namespace RocketMQ.Remoting.Access;

/// <summary>Names of the extension fields that carry a signature (docs/protocol.md 6.14).</summary>
public static class AccessFields
{
    /// <summary>Name of the account.</summary>
    public const string AccessKey = "AccessKey";

    /// <summary>A token that came with the account's keys.</summary>
    public const string SecurityToken = "SecurityToken";

    /// <summary>The signature.</summary>
    public const string Signature = "Signature";

    /// <summary>A field of queries by key that clients sign and brokers of 4.9 leave out when they check (docs/protocol.md 8, trap 50).</summary>
    public const string UniqueKeyQuery = "_UNIQUE_KEY_QUERY";
}
