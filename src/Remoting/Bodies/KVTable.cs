namespace RocketMQ.Remoting.Bodies;

/// <summary>Names and values: answers to 28, 103 and 219. docs/protocol.md 2.1.</summary>
public sealed class KVTable
{
    /// <summary>Values by name.</summary>
    public Dictionary<string, string> Table { get; set; } = [];
}
