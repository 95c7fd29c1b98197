using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Whether messages of a topic have one tag or several. docs/protocol.md 2.1.</summary>
[JsonConverter(typeof(TopicFilterTypeConverter))]
public enum TopicFilterType
{
    /// <summary>One tag.</summary>
    SingleTag,

    /// <summary>Several tags.</summary>
    MultiTag,
}
