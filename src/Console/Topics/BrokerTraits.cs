using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Radar;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>What holds for every topic of one broker set.</summary>
/// <param name="KnowsTypes">Whether it has message types; null while its version is not known.</param>
/// <param name="Kept">How long it keeps messages at least; null when not known.</param>
/// <param name="OldestAt">When the oldest message that it still has was stored; null when it has none, or that is not known.</param>
public sealed record BrokerTraits(bool? KnowsTypes, TimeSpan? Kept, DateTimeOffset? OldestAt)
{
    /// <summary>A broker of which nothing is known.</summary>
    public static BrokerTraits Unknown { get; } = new(null, null, null);

    /// <summary>Of every broker set with a master, by name.</summary>
    public static IReadOnlyDictionary<string, BrokerTraits> Of(ClusterSnapshot snapshot, IReadOnlyDictionary<string, Retention> retentions) =>
        snapshot.Masters().DistinctBy(broker => broker.BrokerName).ToDictionary(
            broker => broker.BrokerName,
            broker => new BrokerTraits(MessageTypes.AreKnownTo(broker), retentions.GetValueOrDefault(broker.BrokerName)?.Kept, broker.Runtime?.EarliestMessageAt),
            StringComparer.Ordinal);
}
