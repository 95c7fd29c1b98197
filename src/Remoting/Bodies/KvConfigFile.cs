namespace RocketMQ.Remoting.Bodies;

/// <summary>The name server's <c>kvConfig.json</c>. docs/protocol.md 2.3.5.</summary>
public sealed class KvConfigFile
{
    /// <summary>Values by key by namespace.</summary>
    public Dictionary<string, Dictionary<string, string>> ConfigTable { get; set; } = [];
}
