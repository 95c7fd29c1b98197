using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: body of 18. docs/protocol.md 2.4.14.</summary>
public sealed class TopicConfigList
{
    /// <summary>Topics.</summary>
    [JsonPropertyName("topicConfigList")]
    public List<TopicConfig> Topics { get; set; } = [];
}
