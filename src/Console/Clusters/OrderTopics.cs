using System.Collections.Immutable;
using RocketMQ.Admin;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// What a name server tells clients of the queues of order topics, in one request (219). Brokers of 4.9 forget that a topic is ordered; there
/// this is the only place that knows.
/// </summary>
/// <remarks>Used by one round of the lists at a time. What was told stays known while no name server answers.</remarks>
internal sealed class OrderTopics(IAdminClient admin, Question question)
{
    /// <summary>Where it is kept (docs/protocol.md 3.2, updateTopic).</summary>
    public const string Namespace = "ORDER_TOPIC_CONFIG";

    /// <summary>"broker-a:8;broker-b:8" by topic.</summary>
    public IReadOnlyDictionary<string, string> Known { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Asks a name server. That none answers is told of by other questions.</summary>
    public async Task AskAsync(CancellationToken stopping)
    {
        var outcome = await question.AskAsync(
            admin.NameServers.Addresses[0], "GET_KVLIST_BY_NAMESPACE", limit => admin.NameServers.ListValuesAsync(Namespace, limit), stopping);
        Known = outcome.Value ?? Known;
    }
}
