namespace RocketMQ.Remoting.Headers;

/// <summary>38: client ids of a group. docs/protocol.md 2.4.5.</summary>
public sealed class GetConsumerListByGroupRequestHeader : IRemotingHeader
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
