using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Creates or changes a topic on every chosen broker (17), and tells the name servers its order (100, 102).</summary>
internal sealed class TopicSave(TopicDraft draft) : IChange
{
    /// <summary>Where name servers keep which queues of an order topic belong together (docs/protocol.md 3.2, updateTopic).</summary>
    private const string OrderNamespace = "ORDER_TOPIC_CONFIG";

    private readonly TopicDraft _draft = draft.Copy();

    public string Kind => "topic.save";

    public string ObjectName => _draft.Name;

    public string Policy => Policies.Operate;

    public bool IsListed => true;

    /// <summary>The plan as a form shows it, against the settings that the draft began with.</summary>
    public static ChangePlan Shown(TopicDraft draft, ClusterSnapshot snapshot) => new(draft.Plan(snapshot), TopicCommands.Update(draft, snapshot));

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        _draft.Rebase(snapshot.Topics.FirstOrDefault(topic => topic.Name == ObjectName));
        return Shown(_draft, snapshot);
    }

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(_draft.Brokers.Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Topics.SaveAsync(_draft.ConfigFor(broker), ServerRequests.Of(broker, snapshot), cancellation), broker, snapshot)));
        List<ServerOutcome> outcomes = [.. results.SelectMany(result => result)];
        if (outcomes.TrueForAll(outcome => outcome.Succeeded))
            outcomes.AddRange(await ServerRequests.AskAsync(() => SaveOrderAsync(connection.Admin.NameServers, cancellation), OrderNamespace, snapshot));
        return outcomes;
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Plan(snapshot).Brokers.All(change => change.Fields.Count == 0);

    // Brokers of 4.9 forget the order flag; clients learn it from the name servers.
    private async Task<PartialResult<Done>> SaveOrderAsync(INameServerOperations nameServers, CancellationToken cancellation)
    {
        var known = await nameServers.GetValueAsync(OrderNamespace, _draft.Name, cancellation);
        var nothing = new PartialResult<Done>(new Dictionary<string, Done>(), []);
        if (!_draft.Order)
            return known is null ? nothing : await nameServers.DeleteValueAsync(OrderNamespace, _draft.Name, cancellation);
        var queues = _draft.Before.Where(broker => !_draft.Brokers.Contains(broker.Key)).Select(broker => (broker.Key, broker.Value.WriteQueueNums))
            .Concat(_draft.Brokers.Select(broker => (broker, _draft.WriteQueues)));
        var value = string.Join(';', queues.OrderBy(broker => broker.Item1, StringComparer.Ordinal).Select(broker => $"{broker.Item1}:{broker.Item2}"));
        return value == known ? nothing : await nameServers.PutValueAsync(OrderNamespace, _draft.Name, value, cancellation);
    }
}
