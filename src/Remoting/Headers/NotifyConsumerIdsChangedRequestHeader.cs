namespace RocketMQ.Remoting.Headers;

/// <summary>40, broker to client: the members of a group changed. docs/protocol.md 2.5.</summary>
public sealed class NotifyConsumerIdsChangedRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
    }
}
