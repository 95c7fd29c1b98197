using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Figures of a topic that cost requests of their own. Null stands for "not known".</summary>
/// <param name="Kept">Messages that its queues hold at the moment.</param>
/// <param name="Stored">Messages that were ever stored, by the offsets of its queues.</param>
/// <param name="LastStored">When the last one was stored; null when there is none, too.</param>
/// <param name="InRate">Messages stored a second, over the last minute.</param>
/// <param name="Missing">Brokers that did not answer; then the figures are not known.</param>
public sealed record TopicFigures(long? Kept, long? Stored, DateTimeOffset? LastStored, double? InRate, IReadOnlyList<string> Missing)
{
    /// <summary>Name of the statistics item that counts what is stored (docs/protocol.md 6.13).</summary>
    private const string PutNumbers = "TOPIC_PUT_NUMS";

    /// <summary>Asks the brokers that have the topic (202 and 315).</summary>
    public static async Task<TopicFigures> FetchAsync(IClusterConnection connection, string topic, CancellationToken cancellation)
    {
        var statistics = await connection.Admin.Topics.GetStatisticsAsync(topic, cancellation);
        var missing = statistics.Failures.Select(failure => connection.Snapshot.NameOf(failure.Address)).ToList();
        var inRate = await InRateAsync(connection.Admin, statistics.Values.Keys, topic, cancellation);
        if (missing.Count > 0)
            return new TopicFigures(null, null, null, inRate, missing);
        var ranges = statistics.Values.Values.SelectMany(table => table.OffsetTable.Values).ToList();
        return new TopicFigures(
            ranges.Sum(range => range.MaxOffset - range.MinOffset),
            ranges.Sum(range => range.MaxOffset),
            Moments.Latest(ranges.Select(range => range.LastUpdateTimestamp)),
            inRate,
            missing);
    }

    // A broker has no such item until something was sent after its start. When none has, that is not the same as a measured zero.
    private static async Task<double?> InRateAsync(IAdminClient admin, IEnumerable<string> addresses, string topic, CancellationToken cancellation)
    {
        var items = await Task.WhenAll(addresses.Select(address => admin.Brokers.GetStatisticAsync(address, PutNumbers, topic, cancellation)));
        return items.Any(item => item is not null) ? items.Sum(item => item?.StatsMinute.Tps ?? 0) : null;
    }
}
