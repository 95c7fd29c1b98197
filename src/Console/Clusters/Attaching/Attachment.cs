using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>A cluster as it is to be attached, or changed to.</summary>
internal sealed record Attachment
{
    /// <summary>Name in addresses and on screen.</summary>
    public required string Name { get; init; }

    /// <summary>The name its brokers register.</summary>
    public required string RegisteredName { get; init; }

    /// <summary>"host:port" each.</summary>
    public required IReadOnlyList<string> NameServers { get; init; }

    /// <summary>Its colour.</summary>
    public required ClusterTint Tint { get; init; }

    /// <summary>Keys that take the place of those that are kept; null leaves these.</summary>
    public AccessKeys? NewKeys { get; init; }

    /// <summary>Whether keys that are kept are forgotten.</summary>
    public bool ForgetKeys { get; init; }
}
