namespace RocketMQ.Remoting.Bodies;

/// <summary>Connections of a producer group: answer to 204. docs/protocol.md 2.4.9.</summary>
public sealed class ProducerConnection
{
    /// <summary>Connections.</summary>
    public List<Connection> ConnectionSet { get; set; } = [];
}
