namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>A cluster that people attached, without its keys: these are never shown.</summary>
/// <param name="Name">Name in addresses and on screen.</param>
/// <param name="RegisteredName">The name its brokers register.</param>
/// <param name="NameServers">"host:port" each.</param>
/// <param name="HasKeys">Whether requests to it are signed.</param>
public sealed record AttachedCluster(string Name, string RegisteredName, IReadOnlyList<string> NameServers, bool HasKeys);
