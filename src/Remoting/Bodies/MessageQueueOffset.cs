namespace RocketMQ.Remoting.Bodies;

/// <summary>A queue with an offset. docs/protocol.md 2.5.</summary>
public sealed record MessageQueueOffset
{
    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <summary>Queue offset.</summary>
    public long Offset { get; set; }

    /// <summary>Queue number.</summary>
    public int QueueId { get; set; }

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";
}
