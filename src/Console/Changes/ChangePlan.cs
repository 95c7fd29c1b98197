using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>What a change would do.</summary>
/// <param name="Brokers">Before and after, broker by broker.</param>
/// <param name="CommandLine">The lines of mqadmin that do the same; null when it has none.</param>
public sealed record ChangePlan(IReadOnlyList<BrokerChange> Brokers, string? CommandLine)
{
    /// <summary>Whether both do the same on the same servers.</summary>
    public bool IsSameAs(ChangePlan other) => CommandLine == other.CommandLine
        && Brokers.Count == other.Brokers.Count
        && Brokers.Zip(other.Brokers).All(pair =>
            pair.First with { Fields = [] } == pair.Second with { Fields = [] } && pair.First.Fields.SequenceEqual(pair.Second.Fields));
}
