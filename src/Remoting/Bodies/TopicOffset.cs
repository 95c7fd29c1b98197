namespace RocketMQ.Remoting.Bodies;

/// <summary>Range of a queue. docs/protocol.md 2.1.</summary>
public sealed record TopicOffset
{
    /// <summary>Store time of the last message, milliseconds since 1970; 0 for none.</summary>
    public long LastUpdateTimestamp { get; set; }

    /// <summary>Offset after the last message.</summary>
    public long MaxOffset { get; set; }

    /// <summary>Offset of the first message.</summary>
    public long MinOffset { get; set; }
}
