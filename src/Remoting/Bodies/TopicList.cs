using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Topic names: answers to 206, 224, 304, 305, 311 to 313 and 343. docs/protocol.md 2.1.</summary>
public sealed class TopicList
{
    /// <summary>Address of any broker; 304 only.</summary>
    public string? BrokerAddr { get; set; }

    /// <summary>Topic names.</summary>
    [JsonPropertyName("topicList")]
    public List<string> Topics { get; set; } = [];
}
