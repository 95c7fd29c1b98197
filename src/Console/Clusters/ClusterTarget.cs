using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>A cluster to connect: how the console calls it, and where and as what it is found.</summary>
internal sealed record ClusterTarget
{
    /// <summary>Name in addresses and on screen.</summary>
    public required string Name { get; init; }

    /// <summary>The name its brokers register; others at the same name servers are left out.</summary>
    public required string RegisteredName { get; init; }

    /// <summary>"host:port" each.</summary>
    public required IReadOnlyList<string> NameServers { get; init; }

    /// <summary>How the console came to know it.</summary>
    public required ClusterOrigin Origin { get; init; }

    /// <summary>What requests are signed with; null to send them unsigned.</summary>
    public AccessKeys? Keys { get; init; }

    /// <summary>Whether both lead to the same cluster in the same way, so that a connection can stay.</summary>
    public bool IsSameAs(ClusterTarget other) => this with { NameServers = other.NameServers } == other && NameServers.SequenceEqual(other.NameServers);
}
