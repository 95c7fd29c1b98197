using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>The queues of a topic.</summary>
/// <param name="Rows">One line per queue of the brokers that answered.</param>
/// <param name="Failures">The brokers that did not, each with the reason.</param>
public sealed record TopicQueues(IReadOnlyList<TopicQueues.Row> Rows, IReadOnlyList<ServerOutcome> Failures)
{
    /// <summary>How many brokers were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>Asks every broker on the route (202).</summary>
    public static async Task<TopicQueues> FetchAsync(IClusterConnection connection, string topic, CancellationToken cancellation)
    {
        var statistics = await connection.Admin.Topics.GetStatisticsAsync(topic, cancellation);
        var rows = statistics.Values.Values.SelectMany(table => table.OffsetTable).OrderBy(pair => pair.Key).Select(pair => new Row(
            pair.Key.BrokerName, pair.Key.QueueId, pair.Value.MinOffset, pair.Value.MaxOffset, Moments.Of(pair.Value.LastUpdateTimestamp)));
        return new TopicQueues([.. rows], [.. ServerOutcome.Of(statistics, connection.Snapshot).Where(outcome => !outcome.Succeeded)])
        {
            Asked = statistics.Values.Count + statistics.Failures.Count,
        };
    }

    /// <summary>One queue.</summary>
    /// <param name="Broker">Name of the broker set.</param>
    /// <param name="Queue">Number.</param>
    /// <param name="Min">Offset of the first message that is kept.</param>
    /// <param name="Max">Offset that the next message will get.</param>
    /// <param name="LastStored">When the last message was stored; null when there is none.</param>
    public sealed record Row(string Broker, int Queue, long Min, long Max, DateTimeOffset? LastStored)
    {
        /// <summary>Messages that are kept.</summary>
        public long Kept => Max - Min;
    }
}
