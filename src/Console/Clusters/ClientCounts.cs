using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// How many clients are connected: producers from one request to each master (328), members of groups (203) a few groups a round, in turns,
/// since brokers do not tell them in bulk.
/// </summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
internal sealed class ClientCounts(IAdminClient admin, Question question, TimeProvider time)
{
    private const int GroupsAtOnce = 3;

    // A count that is older than this is not known any more.
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);

    private readonly Turns _turns = new(GroupsAtOnce);
    private readonly Dictionary<string, (int Count, DateTimeOffset At)> _members = new(StringComparer.Ordinal);

    /// <summary>Producers connected to the cluster; null when not every master tells.</summary>
    public int? Producers { get; private set; }

    /// <summary>Members of a group when it had its turn last; null when that is not known.</summary>
    public int? MembersOf(string group) => _members.TryGetValue(group, out var known) && time.GetUtcNow() - known.At <= Keep ? known.Count : null;

    /// <summary>Asks the masters: one request about producers, and one for each group whose turn it is.</summary>
    /// <returns>What was not answered.</returns>
    public async Task<IEnumerable<TargetFailure>> AskAsync(IReadOnlyCollection<BrokerNode> masters, IReadOnlyCollection<string> groups, CancellationToken stopping)
    {
        var producers = Task.WhenAll(masters.Select(master => AskProducersAsync(master.Address, stopping)));
        var failures = await Task.WhenAll(_turns.Next(groups).Select(group => AskMembersAsync(group, masters, stopping)));
        var answers = await producers;
        var told = answers.Select(answer => answer.Value?.Clients).ToList();
        Producers = told.Count > 0 && told.TrueForAll(clients => clients is not null) ? told.SelectMany(clients => clients!).Distinct(StringComparer.Ordinal).Count() : null;
        foreach (var gone in _members.Keys.Except(groups).ToList())
            _members.Remove(gone);
        return answers.Select(answer => answer.Failure).Concat(failures.SelectMany(failed => failed)).OfType<TargetFailure>().Distinct();
    }

    private Task<Outcome<ProducerClients>> AskProducersAsync(string address, CancellationToken stopping) => question.AskAsync(address, "GET_ALL_PRODUCER_INFO", async limit =>
    {
        var answer = await admin.Groups.ListProducersAsync(BrokerTarget.Address(address), limit);
        if (answer.Failures is [var failure, ..])
        {
            // Older brokers do not know the request; that is no trouble, only not known.
            return failure.Reason is AdminException { Code: ResponseCode.RequestCodeNotSupported } ? new ProducerClients(null) : throw failure.Reason;
        }

        return new ProducerClients([.. answer.Values.Values.SelectMany(groups => groups.Values).SelectMany(clients => clients).Select(client => client.ClientId)]);
    }, stopping);

    private async Task<IEnumerable<TargetFailure>> AskMembersAsync(string group, IReadOnlyCollection<BrokerNode> masters, CancellationToken stopping)
    {
        var answers = await Task.WhenAll(masters.Select(master => question.AskAsync(master.Address, "GET_CONSUMER_CONNECTION_LIST", async limit =>
            MasterLists.Only(await admin.Groups.GetConsumersAsync(group, BrokerTarget.Address(master.Address), limit)) ?? new ConsumerConnection(), stopping)));
        if (Array.TrueForAll(answers, answer => answer.IsAnswered))
            _members[group] = (answers.SelectMany(answer => answer.Value!.ConnectionSet).Select(client => client.ClientId).Distinct(StringComparer.Ordinal).Count(), time.GetUtcNow());
        else
            _members.Remove(group);
        return answers.Select(answer => answer.Failure).OfType<TargetFailure>();
    }

    private sealed record ProducerClients(IReadOnlyList<string>? Clients);
}
