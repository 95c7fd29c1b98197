using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Progress of all groups of a broker: answer to 317. docs/protocol.md 2.4.9.</summary>
public sealed class ConsumeStatsList
{
    /// <summary>Address of the broker.</summary>
    public string? BrokerAddr { get; set; }

    /// <summary>One map per group: progress by topic under the group's name.</summary>
    [JsonPropertyName("consumeStatsList")]
    public List<Dictionary<string, List<ConsumeStats>>> Groups { get; set; } = [];

    /// <summary>Messages not consumed yet.</summary>
    public long TotalDiff { get; set; }

    /// <summary>5.x: messages pulled, but not consumed yet.</summary>
    public long? TotalInflightDiff { get; set; }
}
