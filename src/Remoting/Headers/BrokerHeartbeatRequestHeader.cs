namespace RocketMQ.Remoting.Headers;

/// <summary>904, 5.x: a light sign of life of a broker.</summary>
public sealed class BrokerHeartbeatRequestHeader : IRemotingHeader
{
    /// <summary>Cluster name.</summary>
    public string ClusterName { get; set; } = "";

    /// <summary>Address of the broker, host:port.</summary>
    public string BrokerAddr { get; set; } = "";

    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <summary>0 for a master, above for a slave.</summary>
    public long? BrokerId { get; set; }

    /// <summary>Epoch of the broker.</summary>
    public int? Epoch { get; set; }

    /// <summary>End of the commit log.</summary>
    public long? MaxOffset { get; set; }

    /// <summary>Offset that all members in sync have.</summary>
    public long? ConfirmOffset { get; set; }

    /// <summary>After how many milliseconds without a sign of life the broker counts as gone (so spelt).</summary>
    public long? HeartbeatTimeoutMills { get; set; }

    /// <summary>Smaller is preferred as master.</summary>
    public int? ElectionPriority { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ClusterName = fields.Required("clusterName", ClusterName);
        BrokerAddr = fields.Required("brokerAddr", BrokerAddr);
        BrokerName = fields.Required("brokerName", BrokerName);
        BrokerId = fields.IfPresent("brokerId", BrokerId);
        Epoch = fields.IfPresent("epoch", Epoch);
        MaxOffset = fields.IfPresent("maxOffset", MaxOffset);
        ConfirmOffset = fields.IfPresent("confirmOffset", ConfirmOffset);
        HeartbeatTimeoutMills = fields.IfPresent("heartbeatTimeoutMills", HeartbeatTimeoutMills);
        ElectionPriority = fields.IfPresent("electionPriority", ElectionPriority);
    }
}
