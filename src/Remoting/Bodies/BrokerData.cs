namespace RocketMQ.Remoting.Bodies;

/// <summary>Members of a broker group. docs/protocol.md 2.1.</summary>
public sealed class BrokerData
{
    /// <summary>Addresses by broker id; 0 is the master.</summary>
    public SortedDictionary<long, string> BrokerAddrs { get; set; } = [];

    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <summary>Cluster name.</summary>
    public string? Cluster { get; set; }

    /// <summary>5.x: whether a slave may be shown as master.</summary>
    public bool? EnableActingMaster { get; set; }

    /// <summary>5.x: zone.</summary>
    public string? ZoneName { get; set; }
}
