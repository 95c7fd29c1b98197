namespace RocketMQ.Remoting.Headers;

/// <summary>103: a broker tells a name server its topics. docs/protocol.md 2.3.1.</summary>
public sealed class RegisterBrokerRequestHeader : IRemotingHeader
{
    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <summary>Address of the broker, host:port.</summary>
    public string BrokerAddr { get; set; } = "";

    /// <summary>Cluster name.</summary>
    public string ClusterName { get; set; } = "";

    /// <summary>Replication address of the master, host:port.</summary>
    public string HaServerAddr { get; set; } = "";

    /// <summary>0 for a master, above for a slave.</summary>
    public long BrokerId { get; set; }

    /// <summary>Whether the body is compressed.</summary>
    public bool? Compressed { get; set; }

    /// <summary>CRC-32 of the body as sent, without its top bit; 0 for unchecked.</summary>
    public int? BodyCrc32 { get; set; }

    /// <summary>5.x: after how many milliseconds without a sign of life the broker counts as gone.</summary>
    public long? HeartbeatTimeoutMillis { get; set; }

    /// <summary>5.x: whether a slave may be shown as master.</summary>
    public bool? EnableActingMaster { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        BrokerName = fields.Required("brokerName", BrokerName);
        BrokerAddr = fields.Required("brokerAddr", BrokerAddr);
        ClusterName = fields.Required("clusterName", ClusterName);
        HaServerAddr = fields.Required("haServerAddr", HaServerAddr);
        BrokerId = fields.Required("brokerId", BrokerId);
        Compressed = fields.IfPresent("compressed", Compressed);
        BodyCrc32 = fields.IfPresent("bodyCrc32", BodyCrc32);
        HeartbeatTimeoutMillis = fields.IfPresent("heartbeatTimeoutMillis", HeartbeatTimeoutMillis);
        EnableActingMaster = fields.IfPresent("enableActingMaster", EnableActingMaster);
    }
}
