using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>State of one consumer: answer to 307. docs/protocol.md 2.4.12.</summary>
public sealed class ConsumerRunningInfo
{
    /// <summary>Stacks of its threads.</summary>
    public string? Jstack { get; set; }

    /// <summary>5.x: pop state by queue.</summary>
    public Dictionary<MessageQueue, PopProcessQueueInfo>? MqPopTable { get; set; }

    /// <summary>State by queue.</summary>
    public Dictionary<MessageQueue, ProcessQueueInfo> MqTable { get; set; } = [];

    /// <summary>Settings, with the PROP_ names among them.</summary>
    public Dictionary<string, string> Properties { get; set; } = [];

    /// <summary>Figures by topic.</summary>
    public Dictionary<string, ConsumeStatus> StatusTable { get; set; } = [];

    /// <summary>Subscriptions.</summary>
    public List<SubscriptionData> SubscriptionSet { get; set; } = [];

    /// <summary>5.x: what the application adds.</summary>
    public Dictionary<string, string>? UserConsumerInfo { get; set; }
}
