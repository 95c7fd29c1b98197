using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>How far a group is on one topic. Null stands for "not known".</summary>
/// <param name="Lag">Messages stored and not consumed; null when it has no offset there, or a broker did not answer.</param>
/// <param name="Rate">Messages consumed a second.</param>
/// <param name="Members">Clients that are online.</param>
/// <param name="Reason">Why the lag is not known, in the server's words; null when it is known, or nothing was committed.</param>
public sealed record TopicGroupFigures(long? Lag, double? Rate, int Members, string? Reason)
{
    /// <summary>Asks the brokers (208 and 203).</summary>
    public static async Task<TopicGroupFigures> FetchAsync(IClusterConnection connection, string topic, string group, CancellationToken cancellation)
    {
        var progress = await connection.Admin.Groups.GetProgressAsync(group, BrokerTarget.AllMasters, topic, cancellation);
        var members = await connection.Admin.Groups.GetConsumersAsync(group, BrokerTarget.AllMasters, cancellation);
        var online = members.Values.Values.SelectMany(connections => connections?.ConnectionSet ?? []).DistinctBy(member => member.ClientId).Count();
        var offsets = progress.Values.Values.SelectMany(stats => stats.OffsetTable).Where(queue => queue.Key.Topic == topic).ToList();
        if (progress.Failures.Count > 0)
            return new TopicGroupFigures(null, null, online, FailureText.Of(progress.Failures[0].Reason));
        return new TopicGroupFigures(
            offsets.Count == 0 ? null : offsets.Sum(queue => queue.Value.BrokerOffset - queue.Value.ConsumerOffset),
            progress.Values.Values.Sum(stats => stats.ConsumeTps),
            online,
            null);
    }
}
