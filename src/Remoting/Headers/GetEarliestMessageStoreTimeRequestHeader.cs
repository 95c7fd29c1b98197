namespace RocketMQ.Remoting.Headers;

/// <summary>32: store time of the first message of a queue. docs/protocol.md 2.4.4.</summary>
public sealed class GetEarliestMessageStoreTimeRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
    }
}
