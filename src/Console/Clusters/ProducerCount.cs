using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>How many producers are connected: one request to each master (328).</summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
internal sealed class ProducerCount(IAdminClient admin, Question question)
{
    /// <summary>Producers connected to the cluster; null when not every master tells.</summary>
    public int? Count { get; private set; }

    /// <summary>Asks the masters.</summary>
    /// <returns>What was not answered.</returns>
    public async Task<IEnumerable<TargetFailure>> AskAsync(IReadOnlyCollection<BrokerNode> masters, CancellationToken stopping)
    {
        var answers = await Task.WhenAll(masters.Select(master => AskAsync(master.Address, stopping)));
        var told = answers.Select(answer => answer.Value?.Clients).ToList();
        Count = told.Count > 0 && told.TrueForAll(clients => clients is not null) ? told.SelectMany(clients => clients!).Distinct(StringComparer.Ordinal).Count() : null;
        return answers.Select(answer => answer.Failure).OfType<TargetFailure>();
    }

    private Task<Outcome<ProducerClients>> AskAsync(string address, CancellationToken stopping) => question.AskAsync(address, "GET_ALL_PRODUCER_INFO", async limit =>
    {
        var answer = await admin.Groups.ListProducersAsync(BrokerTarget.Address(address), limit);
        if (answer.Failures is [var failure, ..])
        {
            // Older brokers do not know the request; that is no trouble, only not known.
            return failure.Reason is AdminException { Code: ResponseCode.RequestCodeNotSupported } ? new ProducerClients(null) : throw failure.Reason;
        }

        return new ProducerClients([.. answer.Values.Values.SelectMany(groups => groups.Values).SelectMany(clients => clients).Select(client => client.ClientId)]);
    }, stopping);

    private sealed record ProducerClients(IReadOnlyList<string>? Clients);
}
