using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: acknowledges popped messages; as kept in the revive topic. docs/protocol.md 4.2.9.</summary>
public sealed record PopAcknowledgement
{
    /// <summary>Queue offset of the message, where it is one.</summary>
    [JsonPropertyName("ao")]
    public long AckOffset { get; set; }

    /// <summary>Queue offsets of the messages, where they are several.</summary>
    [JsonPropertyName("aol")]
    public List<long>? AckOffsets { get; set; }

    /// <summary>Broker that keeps the messages.</summary>
    [JsonPropertyName("bn")]
    public string? BrokerName { get; set; }

    /// <summary>Consumer group name.</summary>
    [JsonPropertyName("c")]
    public string ConsumerGroup { get; set; } = "";

    /// <summary>When they were popped, milliseconds since 1970.</summary>
    [JsonPropertyName("pt")]
    public long PopTime { get; set; }

    /// <summary>Queue number within the topic.</summary>
    [JsonPropertyName("q")]
    public int QueueId { get; set; }

    /// <summary>Queue offset at which the pop began to read.</summary>
    [JsonPropertyName("so")]
    public long StartOffset { get; set; }

    /// <summary>Topic name.</summary>
    [JsonPropertyName("t")]
    public string Topic { get; set; } = "";
}
