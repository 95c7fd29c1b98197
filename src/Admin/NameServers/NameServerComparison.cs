using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.NameServers;

/// <summary>What each name server knows, and where they differ. Name servers know nothing of each other, so only asking all of them tells.</summary>
/// <param name="Topologies">By name server address.</param>
/// <param name="Differences">One sentence per broker process that some know and others do not; none when all agree.</param>
public sealed record NameServerComparison(PartialResult<ClusterTopology> Topologies, IReadOnlyList<string> Differences)
{
    /// <summary>Whether all answered and know the same.</summary>
    public bool Agree => Topologies.IsComplete && Differences.Count == 0;
}
