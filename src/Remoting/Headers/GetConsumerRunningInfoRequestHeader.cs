namespace RocketMQ.Remoting.Headers;

/// <summary>307: state of one consumer. docs/protocol.md 2.4.12.</summary>
public sealed class GetConsumerRunningInfoRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Whether the stacks of its threads are wanted.</summary>
    public bool? JstackEnable { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        ClientId = fields.Required("clientId", ClientId);
        JstackEnable = fields.IfPresent("jstackEnable", JstackEnable);
    }
}
