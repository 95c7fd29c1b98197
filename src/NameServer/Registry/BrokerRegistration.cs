using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.NameServer.Registry;

/// <summary>What one broker says of itself in a registration (103).</summary>
internal sealed record BrokerRegistration
{
    /// <summary>Cluster it belongs to.</summary>
    public required string Cluster { get; init; }

    /// <summary>Name of its broker group.</summary>
    public required string BrokerName { get; init; }

    /// <summary>Its number in the group; 0 is the master.</summary>
    public required long BrokerId { get; init; }

    /// <summary>Where clients reach it, "host:port".</summary>
    public required string Address { get; init; }

    /// <summary>Where its slaves reach it.</summary>
    public required string HaAddress { get; init; }

    /// <summary>How long the registration lasts without being renewed.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Version of its topic table.</summary>
    public required DataVersion Version { get; init; }

    /// <summary>Its topics.</summary>
    public required IReadOnlyDictionary<string, TopicConfig> Topics { get; init; }

    /// <summary>Its filter servers.</summary>
    public required IReadOnlyList<string> FilterServers { get; init; }

    /// <summary>The connection it came over; when that ends, the registration ends.</summary>
    public required RemotingConnection Connection { get; init; }
}
