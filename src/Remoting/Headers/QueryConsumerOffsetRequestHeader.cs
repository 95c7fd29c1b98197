namespace RocketMQ.Remoting.Headers;

/// <summary>14: reads a committed offset. docs/protocol.md 2.4.4.</summary>
public sealed class QueryConsumerOffsetRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <summary>5.x: whether 0 is wanted for a queue without a committed offset.</summary>
    public bool? SetZeroIfNotFound { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        SetZeroIfNotFound = fields.IfPresent("setZeroIfNotFound", SetZeroIfNotFound);
    }
}
