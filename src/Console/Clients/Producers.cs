using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Clients;

/// <summary>All producers of a cluster, by group.</summary>
/// <param name="Groups">Clients of each group, each once although it is connected to several brokers.</param>
/// <param name="Failures">Brokers that did not answer, or do not know the request.</param>
public sealed record Producers(IReadOnlyDictionary<string, IReadOnlyList<ConnectedClient>> Groups, IReadOnlyList<ServerOutcome> Failures)
{
    /// <summary>How many brokers were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>Asks every master (328).</summary>
    public static async Task<Producers> FetchAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var result = await connection.Admin.Groups.ListProducersAsync(BrokerTarget.AllMasters, cancellation);
        return new Producers(
            result.Values.Values.SelectMany(groups => groups).GroupBy(group => group.Key, StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<ConnectedClient>)
                [
                    .. group.SelectMany(broker => broker.Value).DistinctBy(client => client.ClientId).OrderBy(client => client.ClientId, StringComparer.Ordinal)
                        .Select(client => new ConnectedClient(
                            client.ClientId, client.RemoteIP.TrimStart('/'), LanguageCodes.NameOf(client.Language), RemotingVersion.Describe(client.Version))),
                ],
                StringComparer.Ordinal),
            [.. ServerOutcome.Of(result, connection.Snapshot).Where(outcome => !outcome.Succeeded)])
        {
            Asked = result.Values.Count + result.Failures.Count,
        };
    }
}
