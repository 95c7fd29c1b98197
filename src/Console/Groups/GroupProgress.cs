using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>How far a group is.</summary>
/// <param name="Queues">One line per queue that it has an offset in.</param>
/// <param name="Rate">Messages consumed a second; null when a broker did not answer.</param>
/// <param name="Failures">Brokers that did not answer; their queues are missing.</param>
public sealed record GroupProgress(IReadOnlyList<GroupProgress.Queue> Queues, double? Rate, IReadOnlyList<ServerOutcome> Failures)
{
    /// <summary>How many brokers were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>The queues summed up by topic.</summary>
    public IReadOnlyList<Topic> Topics { get; } =
    [
        .. Queues.GroupBy(queue => queue.TopicName).Select(topic => new Topic(
            topic.Key, topic.Count(), topic.Sum(queue => queue.Lag), topic.Max(queue => queue.LastConsumed))),
    ];

    /// <summary>Messages not consumed; null when it has no offset, or a broker did not answer.</summary>
    public long? Lag => Failures.Count > 0 || Queues.Count == 0 ? null : Queues.Sum(queue => queue.Lag);

    /// <summary>Whether it is known to have no offset anywhere.</summary>
    public bool NeverCommitted => Failures.Count == 0 && Queues.Count == 0;

    /// <summary>Asks every master (208).</summary>
    public static async Task<GroupProgress> FetchAsync(IClusterConnection connection, string group, CancellationToken cancellation)
    {
        var result = await connection.Admin.Groups.GetProgressAsync(group, BrokerTarget.AllMasters, cancellation: cancellation);
        List<ServerOutcome> failures = [.. ServerOutcome.Of(result, connection.Snapshot).Where(outcome => !outcome.Succeeded)];
        return new GroupProgress(
            [.. result.Values.Values.SelectMany(stats => stats.OffsetTable).OrderBy(pair => pair.Key).Select(pair => new Queue(
                pair.Key.Topic, pair.Key.BrokerName, pair.Key.QueueId, pair.Value.BrokerOffset, pair.Value.ConsumerOffset, Moments.Of(pair.Value.LastTimestamp)))],
            failures.Count > 0 ? null : result.Values.Values.Sum(stats => stats.ConsumeTps),
            failures)
        {
            Asked = result.Values.Count + result.Failures.Count,
        };
    }

    /// <summary>Progress on one topic.</summary>
    /// <param name="Name">Topic.</param>
    /// <param name="QueueCount">Queues with an offset.</param>
    /// <param name="Lag">Messages not consumed.</param>
    /// <param name="LastConsumed">Store time of the last message consumed; null for none.</param>
    public sealed record Topic(string Name, int QueueCount, long Lag, DateTimeOffset? LastConsumed);

    /// <summary>Progress on one queue.</summary>
    /// <param name="TopicName">Topic.</param>
    /// <param name="Broker">Name of the broker set.</param>
    /// <param name="Number">Queue number.</param>
    /// <param name="BrokerOffset">Offset that the next message will get.</param>
    /// <param name="ConsumerOffset">Offset that the group goes on from.</param>
    /// <param name="LastConsumed">Store time of the last message consumed; null for none.</param>
    public sealed record Queue(string TopicName, string Broker, int Number, long BrokerOffset, long ConsumerOffset, DateTimeOffset? LastConsumed)
    {
        /// <summary>Messages not consumed.</summary>
        public long Lag => BrokerOffset - ConsumerOffset;
    }
}
