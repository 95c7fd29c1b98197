using System.Collections.Immutable;
using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Which producers are connected: one request to each master (328).</summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
internal sealed class ProducerList(IAdminClient admin, Question question)
{
    /// <summary>Clients by producer group, each once in a group although it is connected to several brokers; null when not every master tells.</summary>
    public ImmutableDictionary<string, ImmutableArray<ConnectedClient>>? Groups { get; private set; }

    /// <summary>Asks the masters.</summary>
    /// <returns>What was not answered.</returns>
    public async Task<IEnumerable<TargetFailure>> AskAsync(IReadOnlyCollection<BrokerNode> masters, CancellationToken stopping)
    {
        var answers = await Task.WhenAll(masters.Select(master => AskAsync(master.Address, stopping)));
        var told = answers.Select(answer => answer.Value?.Groups).ToList();
        Groups = told.Count > 0 && told.TrueForAll(groups => groups is not null) ? Merge(told.SelectMany(groups => groups!)) : null;
        return answers.Select(answer => answer.Failure).OfType<TargetFailure>();
    }

    /// <summary>What several brokers tell of the groups, together.</summary>
    public static ImmutableDictionary<string, ImmutableArray<ConnectedClient>> Merge(IEnumerable<KeyValuePair<string, List<ProducerInfo>>> groups) =>
        groups.GroupBy(group => group.Key, StringComparer.Ordinal).ToImmutableDictionary(
            group => group.Key,
            group => (ImmutableArray<ConnectedClient>)
            [
                .. group.SelectMany(broker => broker.Value).DistinctBy(client => client.ClientId).OrderBy(client => client.ClientId, StringComparer.Ordinal)
                    .Select(client => new ConnectedClient(
                        client.ClientId, client.RemoteIP.TrimStart('/'), LanguageCodes.NameOf(client.Language), RemotingVersion.Describe(client.Version))),
            ],
            StringComparer.Ordinal);

    private Task<Outcome<Told>> AskAsync(string address, CancellationToken stopping) => question.AskAsync(address, "GET_ALL_PRODUCER_INFO", async limit =>
    {
        var answer = await admin.Groups.ListProducersAsync(BrokerTarget.Address(address), limit);
        if (answer.Failures is [var failure, ..])
        {
            // Older brokers do not know the request; that is no trouble, only not known.
            return failure.Reason is AdminException { Code: ResponseCode.RequestCodeNotSupported } ? new Told(null) : throw failure.Reason;
        }

        return new Told([.. answer.Values.Values.SelectMany(groups => groups)]);
    }, stopping);

    private sealed record Told(IReadOnlyList<KeyValuePair<string, List<ProducerInfo>>>? Groups);
}
