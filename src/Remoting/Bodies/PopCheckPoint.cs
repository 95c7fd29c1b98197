using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: messages that one pop took from a queue and that come again unless they are acknowledged; as kept in the revive topic. docs/protocol.md 4.2.9.</summary>
public sealed record PopCheckPoint
{
    /// <summary>One bit for each message that was acknowledged already.</summary>
    [JsonPropertyName("bm")]
    public int Acknowledged { get; set; }

    /// <summary>Broker that keeps the messages.</summary>
    [JsonPropertyName("bn")]
    public string? BrokerName { get; set; }

    /// <summary>Consumer group name.</summary>
    [JsonPropertyName("c")]
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Queue offsets of the messages, counted from <see cref="StartOffset"/>.</summary>
    [JsonPropertyName("d")]
    public List<int> OffsetDifferences { get; set; } = [];

    /// <summary>How long they stay invisible, milliseconds.</summary>
    [JsonPropertyName("it")]
    public long InvisibleTime { get; set; }

    /// <summary>How many messages they are.</summary>
    [JsonPropertyName("n")]
    public int Count { get; set; }

    /// <summary>When they were popped, milliseconds since 1970.</summary>
    [JsonPropertyName("pt")]
    public long PopTime { get; set; }

    /// <summary>Queue number within the topic.</summary>
    [JsonPropertyName("q")]
    public int QueueId { get; set; }

    /// <summary>Where the check point stands in its revive queue.</summary>
    [JsonPropertyName("ro")]
    public long ReviveOffset { get; set; }

    /// <summary>How often it was written anew.</summary>
    [JsonPropertyName("rp")]
    public string? RewriteTimes { get; set; }

    /// <summary>Queue offset at which the pop began to read.</summary>
    [JsonPropertyName("so")]
    public long StartOffset { get; set; }

    /// <summary>Topic name; a retry topic where they came from there.</summary>
    [JsonPropertyName("t")]
    public string Topic { get; set; } = "";
}
