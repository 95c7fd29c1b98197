using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>A broker process of a cluster, as changes to it name it.</summary>
/// <param name="Connection">The cluster.</param>
/// <param name="BrokerName">The broker set.</param>
/// <param name="BrokerId">0 for the master.</param>
/// <param name="Address">"host:port".</param>
public sealed record BrokerPlace(IClusterConnection Connection, string BrokerName, long BrokerId, string Address)
{
    /// <summary>Name in the audit, "broker-a/0".</summary>
    public string ObjectName => string.Create(CultureInfo.InvariantCulture, $"{BrokerName}/{BrokerId}");
}
