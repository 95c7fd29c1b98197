namespace RocketMQ.Remoting.Headers;

/// <summary>200052, 5.x: reads what a pop would get, without taking it. docs/protocol.md 2.4.14.</summary>
public sealed class PeekMessageRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue; -1 for any.</summary>
    public int QueueId { get; set; }

    /// <summary>At most so many messages.</summary>
    public int MaxMsgNums { get; set; }

    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        MaxMsgNums = fields.Required("maxMsgNums", MaxMsgNums);
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
    }
}
