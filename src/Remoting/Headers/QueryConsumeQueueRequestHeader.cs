namespace RocketMQ.Remoting.Headers;

/// <summary>321: raw entries of a consume queue. docs/protocol.md 2.4.11.</summary>
public sealed class QueryConsumeQueueRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <summary>Queue offset of the first entry.</summary>
    public long Index { get; set; }

    /// <summary>At most so many entries.</summary>
    public int Count { get; set; }

    /// <summary>Group whose filter is tried on the entries.</summary>
    public string? ConsumerGroup { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        Index = fields.Required("index", Index);
        Count = fields.Required("count", Count);
        ConsumerGroup = fields.IfPresent("consumerGroup", ConsumerGroup);
    }
}
