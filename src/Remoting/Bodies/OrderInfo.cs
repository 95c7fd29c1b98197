using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: the messages of one queue that a group popped in order last. docs/protocol.md 4.7.</summary>
public sealed class OrderInfo
{
    /// <summary>Attempt that popped them.</summary>
    [JsonPropertyName("a")]
    public string? AttemptId { get; set; }

    /// <summary>One bit for each message that was acknowledged.</summary>
    [JsonPropertyName("cm")]
    public long Acknowledged { get; set; }

    /// <summary>How long they stay invisible, milliseconds.</summary>
    [JsonPropertyName("i")]
    public long InvisibleTime { get; set; }

    /// <summary>When they were popped, milliseconds since 1970.</summary>
    [JsonPropertyName("l")]
    public long LastConsumeTimestamp { get; set; }

    /// <summary>Queue offset of the first, then distances from it.</summary>
    [JsonPropertyName("o")]
    public List<long> Offsets { get; set; } = [];

    /// <summary>How often messages were popped before, by queue offset.</summary>
    [JsonPropertyName("oc")]
    public SortedDictionary<long, int>? ConsumedCounts { get; set; }

    /// <summary>When messages become visible whose time was changed, by queue offset.</summary>
    [JsonPropertyName("ot")]
    public SortedDictionary<long, long>? NextVisibleTimes { get; set; }

    /// <summary>When they were popped; tells the pop.</summary>
    public long PopTime { get; set; }
}
