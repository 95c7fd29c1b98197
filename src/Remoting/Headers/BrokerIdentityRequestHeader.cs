namespace RocketMQ.Remoting.Headers;

/// <summary>
/// 104: a broker leaves a name server; 322: it asks whether the name server has its current topics. Both only say which broker it is.
/// docs/protocol.md 2.3.2, 2.3.10.
/// </summary>
public sealed class BrokerIdentityRequestHeader : IRemotingHeader
{
    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <summary>Address of the broker, host:port.</summary>
    public string BrokerAddr { get; set; } = "";

    /// <summary>Cluster name.</summary>
    public string ClusterName { get; set; } = "";

    /// <summary>0 for a master, above for a slave.</summary>
    public long BrokerId { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        BrokerName = fields.Required("brokerName", BrokerName);
        BrokerAddr = fields.Required("brokerAddr", BrokerAddr);
        ClusterName = fields.Required("clusterName", ClusterName);
        BrokerId = fields.Required("brokerId", BrokerId);
    }
}
