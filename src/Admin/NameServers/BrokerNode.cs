namespace RocketMQ.Admin.NameServers;

/// <summary>One broker process as the name servers know it.</summary>
/// <param name="Cluster">Its cluster.</param>
/// <param name="BrokerName">Its group: a master and its slaves share the name.</param>
/// <param name="BrokerId">0 is the master.</param>
/// <param name="Address">"host:port".</param>
public sealed record BrokerNode(string Cluster, string BrokerName, long BrokerId, string Address)
{
    /// <summary>Whether it takes messages.</summary>
    public bool IsMaster => BrokerId == 0;
}
