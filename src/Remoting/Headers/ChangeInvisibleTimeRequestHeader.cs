namespace RocketMQ.Remoting.Headers;

/// <summary>200053, 5.x: changes the invisible time of a popped message. docs/protocol.md 2.4.14.</summary>
public sealed class ChangeInvisibleTimeRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <summary>Receipt handle of the popped message.</summary>
    public string ExtraInfo { get; set; } = "";

    /// <summary>Queue offset.</summary>
    public long Offset { get; set; }

    /// <summary>How long a popped message stays invisible, milliseconds.</summary>
    public long InvisibleTime { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        ExtraInfo = fields.Required("extraInfo", ExtraInfo);
        Offset = fields.Required("offset", Offset);
        InvisibleTime = fields.Required("invisibleTime", InvisibleTime);
    }
}
