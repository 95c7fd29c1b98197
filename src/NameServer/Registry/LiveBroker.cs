using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.NameServer.Registry;

/// <summary>A broker process that has registered and has not been heard to end. Owned by the registry's lock.</summary>
internal sealed record LiveBroker(string BrokerName, string HaAddress, DataVersion Version, TimeSpan Lifetime, RemotingConnection Connection)
{
    /// <summary>Time stamp of its last sign of life, of the registry's clock.</summary>
    public required long LastSeen { get; set; }
}
