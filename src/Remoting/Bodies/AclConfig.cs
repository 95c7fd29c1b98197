namespace RocketMQ.Remoting.Bodies;

/// <summary>Accounts and white list of a broker: answer to 54, up to 4.9.4. docs/protocol.md 2.4.13.</summary>
public sealed class AclConfig
{
    /// <summary>Addresses that need no signature.</summary>
    public List<string> GlobalWhiteAddrs { get; set; } = [];

    /// <summary>Accounts.</summary>
    public List<PlainAccessConfig> PlainAccessConfigs { get; set; } = [];
}
