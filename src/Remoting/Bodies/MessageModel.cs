using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Whether the members of a group share messages. docs/protocol.md 2.1.</summary>
[JsonConverter(typeof(MessageModelConverter))]
public enum MessageModel
{
    /// <summary>Not told, or a name that is not in this list; never written.</summary>
    Unknown,

    /// <summary>Every member gets every message.</summary>
    Broadcasting,

    /// <summary>Every message goes to one member.</summary>
    Clustering,
}
