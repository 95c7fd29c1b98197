namespace RocketMQ.Remoting.Bodies;

/// <summary>All clusters and brokers: answer to 106. docs/protocol.md 2.3.4.</summary>
public sealed class ClusterInfo
{
    /// <summary>Broker groups by name.</summary>
    public Dictionary<string, BrokerData> BrokerAddrTable { get; set; } = [];

    /// <summary>Names of broker groups by cluster.</summary>
    public Dictionary<string, List<string>> ClusterAddrTable { get; set; } = [];
}
