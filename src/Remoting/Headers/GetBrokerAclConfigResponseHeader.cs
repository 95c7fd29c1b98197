namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 52, 4.9: version of the access files. docs/protocol.md 2.4.13.</summary>
public sealed class GetBrokerAclConfigResponseHeader : IRemotingHeader
{
    /// <summary>Data version, as JSON text.</summary>
    public string Version { get; set; } = "";

    /// <summary>Data versions by file, as JSON text.</summary>
    public string? AllAclFileVersion { get; set; }

    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <summary>Address of the broker, host:port.</summary>
    public string BrokerAddr { get; set; } = "";

    /// <summary>Cluster name.</summary>
    public string ClusterName { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Version = fields.Required("version", Version);
        AllAclFileVersion = fields.IfPresent("allAclFileVersion", AllAclFileVersion);
        BrokerName = fields.Required("brokerName", BrokerName);
        BrokerAddr = fields.Required("brokerAddr", BrokerAddr);
        ClusterName = fields.Required("clusterName", ClusterName);
    }
}
