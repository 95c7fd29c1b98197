namespace RocketMQ.Remoting.Bodies;

/// <summary>All producers of a broker: answer to 328. docs/protocol.md 2.4.9.</summary>
public sealed class ProducerTableInfo
{
    /// <summary>Producers by group.</summary>
    public Dictionary<string, List<ProducerInfo>> Data { get; set; } = [];
}
