using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.NameServers;

/// <summary>What each name server knows, and where they differ. Name servers know nothing of each other, so only asking all of them tells.</summary>
/// <param name="Topologies">By name server address.</param>
/// <param name="Topics">Names of topics by name server address.</param>
/// <param name="Differences">One sentence per broker process, and one per name server about topics, that some know and others do not; none when all agree.</param>
public sealed record NameServerComparison(
    PartialResult<ClusterTopology> Topologies, PartialResult<IReadOnlyCollection<string>> Topics, IReadOnlyList<string> Differences)
{
    /// <summary>Whether all answered and know the same.</summary>
    public bool Agree => Topologies.IsComplete && Differences.Count == 0;
}
