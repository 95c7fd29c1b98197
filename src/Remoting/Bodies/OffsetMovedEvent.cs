using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Body of the messages on OFFSET_MOVED_EVENT: a consumer asked for an offset that is not there. docs/protocol.md 6.12.</summary>
public sealed record OffsetMovedEvent
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>The queue.</summary>
    public MessageQueue? MessageQueue { get; set; }

    /// <summary>Where it is sent.</summary>
    public long OffsetNew { get; set; }

    /// <summary>Where it wanted to read.</summary>
    public long OffsetRequest { get; set; }
}
