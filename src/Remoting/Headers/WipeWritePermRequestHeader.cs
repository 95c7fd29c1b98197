namespace RocketMQ.Remoting.Headers;

/// <summary>205: stops writes to a broker. docs/protocol.md 2.3.7.</summary>
public sealed class WipeWritePermRequestHeader : IRemotingHeader
{
    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        BrokerName = fields.Required("brokerName", BrokerName);
    }
}
