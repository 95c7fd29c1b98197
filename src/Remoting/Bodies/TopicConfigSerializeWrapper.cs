namespace RocketMQ.Remoting.Bodies;

/// <summary>All topics of a broker: answer to 21, part of 103, and <c>topics.json</c>. docs/protocol.md 2.4.8 and 4.7.</summary>
public sealed class TopicConfigSerializeWrapper
{
    /// <summary>Version of the table.</summary>
    public DataVersion DataVersion { get; set; } = new();

    /// <summary>Topics by name.</summary>
    public Dictionary<string, TopicConfig> TopicConfigTable { get; set; } = [];
}
