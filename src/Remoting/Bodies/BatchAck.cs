using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: acknowledgements of one pop in the body of 200151; members have short names, the long ones are read too. docs/protocol.md 2.4.14.</summary>
public sealed class BatchAck
{
    /// <summary>One bit for each acknowledged message, counted from <see cref="StartOffset"/>, lowest bit first.</summary>
    [JsonPropertyName("b")]
    public byte[] BitSet { get; set; } = [];

    /// <summary>Long name of <see cref="BitSet"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("bitSet")]
    internal byte[]? BitSetAlias
    {
        get => null;
        set => BitSet = value ?? BitSet;
    }

    /// <summary>Consumer group name.</summary>
    [JsonPropertyName("c")]
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Long name of <see cref="ConsumerGroup"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("consumerGroup")]
    internal string? ConsumerGroupAlias
    {
        get => null;
        set => ConsumerGroup = value ?? ConsumerGroup;
    }

    /// <summary>Long name of <see cref="InvisibleTime"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("invisibleTime")]
    internal long? InvisibleTimeAlias
    {
        get => null;
        set => InvisibleTime = value ?? InvisibleTime;
    }

    /// <summary>How long the messages stay invisible, milliseconds.</summary>
    [JsonPropertyName("it")]
    public long InvisibleTime { get; set; }

    /// <summary>Long name of <see cref="PopTime"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("popTime")]
    internal long? PopTimeAlias
    {
        get => null;
        set => PopTime = value ?? PopTime;
    }

    /// <summary>When they were popped, milliseconds since 1970.</summary>
    [JsonPropertyName("pt")]
    public long PopTime { get; set; }

    /// <summary>Queue number within the topic.</summary>
    [JsonPropertyName("q")]
    public int QueueId { get; set; }

    /// <summary>Long name of <see cref="QueueId"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("queueId")]
    internal int? QueueIdAlias
    {
        get => null;
        set => QueueId = value ?? QueueId;
    }

    /// <summary>Kind of topic: 0 normal, 1 and 2 retry topics of the group.</summary>
    [JsonPropertyName("r")]
    public string Retry { get; set; } = "0";

    /// <summary>Long name of <see cref="Retry"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("retry")]
    internal string? RetryAlias
    {
        get => null;
        set => Retry = value ?? Retry;
    }

    /// <summary>Long name of <see cref="ReviveQueueId"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("reviveQueueId")]
    internal int? ReviveQueueIdAlias
    {
        get => null;
        set => ReviveQueueId = value ?? ReviveQueueId;
    }

    /// <summary>Queue of the revive topic.</summary>
    [JsonPropertyName("rq")]
    public int ReviveQueueId { get; set; }

    /// <summary>Queue offset at which the pop began to read.</summary>
    [JsonPropertyName("so")]
    public long StartOffset { get; set; }

    /// <summary>Long name of <see cref="StartOffset"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("startOffset")]
    internal long? StartOffsetAlias
    {
        get => null;
        set => StartOffset = value ?? StartOffset;
    }

    /// <summary>Topic name, not that of a retry topic.</summary>
    [JsonPropertyName("t")]
    public string Topic { get; set; } = "";

    /// <summary>Long name of <see cref="Topic"/>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("topic")]
    internal string? TopicAlias
    {
        get => null;
        set => Topic = value ?? Topic;
    }
}
