using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Group names: answer to 300. docs/protocol.md 2.4.8.</summary>
public sealed class GroupList
{
    /// <summary>Group names.</summary>
    [JsonPropertyName("groupList")]
    public List<string> Groups { get; set; } = [];
}
