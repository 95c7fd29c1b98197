namespace RocketMQ.Remoting.Bodies;

/// <summary>Progress of a group on a queue. docs/protocol.md 2.1.</summary>
public sealed record OffsetWrapper
{
    /// <summary>Offset after the last message of the queue.</summary>
    public long BrokerOffset { get; set; }

    /// <summary>Committed offset.</summary>
    public long ConsumerOffset { get; set; }

    /// <summary>Store time of the last consumed message, milliseconds since 1970; 0 for none.</summary>
    public long LastTimestamp { get; set; }

    /// <summary>5.x: offset that was pulled last.</summary>
    public long? PullOffset { get; set; }
}
