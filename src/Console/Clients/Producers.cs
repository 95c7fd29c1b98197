using System.Collections.Immutable;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Clients;

/// <summary>All producers of a cluster, by group.</summary>
/// <param name="Groups">Clients of each group, each once although it is connected to several brokers.</param>
/// <param name="Failures">Brokers that did not answer, or do not know the request.</param>
public sealed record Producers(ImmutableDictionary<string, ImmutableArray<ConnectedClient>> Groups, IReadOnlyList<ServerOutcome> Failures)
{
    /// <summary>How many brokers were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>Asks every master (328).</summary>
    public static async Task<Producers> FetchAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var result = await connection.Admin.Groups.ListProducersAsync(BrokerTarget.AllMasters, cancellation);
        return new Producers(
            ProducerList.Merge(result.Values.Values.SelectMany(groups => groups)),
            [.. ServerOutcome.Of(result, connection.Snapshot).Where(outcome => !outcome.Succeeded)])
        {
            Asked = result.Values.Count + result.Failures.Count,
        };
    }
}
