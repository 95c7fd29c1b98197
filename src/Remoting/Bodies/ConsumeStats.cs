using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Progress of a group: answer to 208. docs/protocol.md 2.1.</summary>
public sealed class ConsumeStats
{
    /// <summary>Messages per second.</summary>
    public double ConsumeTps { get; set; }

    /// <summary>Progress by queue.</summary>
    public Dictionary<MessageQueue, OffsetWrapper> OffsetTable { get; set; } = [];
}
