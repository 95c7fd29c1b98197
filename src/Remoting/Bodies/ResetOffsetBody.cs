using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Body of 220, answer to 222. docs/protocol.md 2.4.10 and 2.5.</summary>
public sealed class ResetOffsetBody
{
    /// <summary>Offsets to go on from, by queue.</summary>
    public Dictionary<MessageQueue, long> OffsetTable { get; set; } = [];
}
