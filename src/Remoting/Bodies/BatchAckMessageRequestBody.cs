namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: body of 200151. docs/protocol.md 2.4.14.</summary>
public sealed class BatchAckMessageRequestBody
{
    /// <summary>Acknowledgements by pop.</summary>
    public List<BatchAck> Acks { get; set; } = [];

    /// <summary>Broker that keeps the messages.</summary>
    public string? BrokerName { get; set; }
}
