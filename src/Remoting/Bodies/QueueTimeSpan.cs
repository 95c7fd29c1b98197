using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Time range and delay of a group on a queue. docs/protocol.md 2.4.8.</summary>
public sealed record QueueTimeSpan
{
    /// <summary>Store time of the last consumed message, milliseconds since 1970.</summary>
    public long ConsumeTimeStamp { get; set; }

    /// <summary>The same as text.</summary>
    public string? ConsumeTimeStampStr { get; set; }

    /// <summary>How far the group is behind, milliseconds.</summary>
    public long DelayTime { get; set; }

    /// <summary>Store time of the last message, milliseconds since 1970.</summary>
    public long MaxTimeStamp { get; set; }

    /// <summary>The same as text.</summary>
    public string? MaxTimeStampStr { get; set; }

    /// <summary>The queue.</summary>
    public MessageQueue MessageQueue { get; set; }

    /// <summary>Store time of the first message, milliseconds since 1970.</summary>
    public long MinTimeStamp { get; set; }

    /// <summary>The same as text.</summary>
    public string? MinTimeStampStr { get; set; }
}
