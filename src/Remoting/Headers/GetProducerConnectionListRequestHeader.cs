namespace RocketMQ.Remoting.Headers;

/// <summary>204: connections of a producer group. docs/protocol.md 2.4.9.</summary>
public sealed class GetProducerConnectionListRequestHeader : IRemotingHeader
{
    /// <summary>Producer group name.</summary>
    public string ProducerGroup { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ProducerGroup = fields.Required("producerGroup", ProducerGroup);
    }
}
