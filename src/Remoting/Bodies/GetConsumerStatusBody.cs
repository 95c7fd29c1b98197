using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Answers to 221 and 223. docs/protocol.md 2.4.10.</summary>
public sealed class GetConsumerStatusBody
{
    /// <summary>Offsets by queue by client id.</summary>
    public Dictionary<string, Dictionary<MessageQueue, long>> ConsumerTable { get; set; } = [];

    /// <summary>Offsets by queue.</summary>
    public Dictionary<MessageQueue, long> MessageQueueTable { get; set; } = [];
}
