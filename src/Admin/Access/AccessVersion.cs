using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Access;

/// <summary>Versions of a broker's access files.</summary>
/// <param name="Cluster">Its cluster.</param>
/// <param name="BrokerName">Its group.</param>
/// <param name="Address">"host:port".</param>
/// <param name="Files">Version by path on the broker's machine; older brokers name only one, with an empty path.</param>
public sealed record AccessVersion(string Cluster, string BrokerName, string Address, IReadOnlyDictionary<string, DataVersion> Files);
