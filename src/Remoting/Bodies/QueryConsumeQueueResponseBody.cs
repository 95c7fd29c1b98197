namespace RocketMQ.Remoting.Bodies;

/// <summary>Answer to 321. docs/protocol.md 2.4.11.</summary>
public sealed class QueryConsumeQueueResponseBody
{
    /// <summary>Compiled filter of the group, as text.</summary>
    public string? FilterData { get; set; }

    /// <summary>Offset after the last entry.</summary>
    public long MaxQueueIndex { get; set; }

    /// <summary>Offset of the first entry.</summary>
    public long MinQueueIndex { get; set; }

    /// <summary>Entries.</summary>
    public List<ConsumeQueueData> QueueData { get; set; } = [];

    /// <summary>Subscription of the group.</summary>
    public SubscriptionData? SubscriptionData { get; set; }
}
