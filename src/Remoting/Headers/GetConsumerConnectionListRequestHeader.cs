namespace RocketMQ.Remoting.Headers;

/// <summary>203: connections of a consumer group. docs/protocol.md 2.4.9.</summary>
public sealed class GetConsumerConnectionListRequestHeader : IRemotingHeader
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
