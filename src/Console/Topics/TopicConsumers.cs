using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>The groups of a topic.</summary>
/// <param name="Rows">One line per group.</param>
/// <param name="Failures">Brokers that did not answer; groups may be missing then.</param>
public sealed record TopicConsumers(IReadOnlyList<TopicConsumers.Row> Rows, IReadOnlyList<ServerOutcome> Failures)
{
    /// <summary>How many brokers were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>Asks every broker on the route (300).</summary>
    public static async Task<TopicConsumers> FetchAsync(IClusterConnection connection, string topic, CancellationToken cancellation)
    {
        var groups = await connection.Admin.Topics.ListGroupsAsync(topic, cancellation);
        return new TopicConsumers(
            [.. groups.Values.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal).Select(name => new Row(name))],
            [.. ServerOutcome.Of(groups, connection.Snapshot).Where(outcome => !outcome.Succeeded)])
        {
            Asked = groups.Values.Count + groups.Failures.Count,
        };
    }

    /// <summary>One group.</summary>
    /// <param name="Group">Its name.</param>
    public sealed record Row(string Group);
}
