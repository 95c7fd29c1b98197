namespace RocketMQ.Remoting.Headers;

/// <summary>901, 5.x: members of a broker group.</summary>
public sealed class GetBrokerMemberGroupRequestHeader : IRemotingHeader
{
    /// <summary>Cluster name.</summary>
    public string ClusterName { get; set; } = "";

    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ClusterName = fields.Required("clusterName", ClusterName);
        BrokerName = fields.Required("brokerName", BrokerName);
    }
}
