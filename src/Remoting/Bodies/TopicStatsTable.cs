using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Offsets of every queue of a topic: answer to 202. docs/protocol.md 2.4.8.</summary>
public sealed class TopicStatsTable
{
    /// <summary>Ranges by queue.</summary>
    public Dictionary<MessageQueue, TopicOffset> OffsetTable { get; set; } = [];

    /// <summary>5.x: messages per second.</summary>
    public double? TopicPutTps { get; set; }
}
