namespace RocketMQ.Remoting.Headers;

/// <summary>15: commits an offset. docs/protocol.md 2.4.4.</summary>
public sealed class UpdateConsumerOffsetRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <summary>Queue offset to go on from; what lies before is consumed.</summary>
    public long CommitOffset { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        CommitOffset = fields.Required("commitOffset", CommitOffset);
    }
}
