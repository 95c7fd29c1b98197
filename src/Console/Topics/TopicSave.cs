using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Creates or changes a topic on every chosen broker (17), and tells the name servers its order (100, 102).</summary>
internal sealed class TopicSave(TopicDraft draft) : IChange
{
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

    public Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) =>
        TopicState.CaptureAsync(ObjectName, _draft.Brokers, _draft.Before, connection, cancellation);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(_draft.Brokers.Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Topics.SaveAsync(_draft.ConfigFor(broker), ServerRequests.Of(broker, snapshot), cancellation), broker, snapshot)));
        List<ServerOutcome> outcomes = [.. results.SelectMany(result => result)];
        if (outcomes.TrueForAll(outcome => outcome.Succeeded))
        {
            outcomes.AddRange(await ServerRequests.AskAsync(
                () => TopicOrder.SaveAsync(connection.Admin.NameServers, ObjectName, Order(), cancellation), TopicOrder.Namespace, snapshot));
        }

        return outcomes;
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Plan(snapshot).Brokers.All(change => change.Fields.Count == 0);

    private string? Order()
    {
        if (!_draft.Order)
            return null;
        var others = _draft.Before.Where(broker => !_draft.Brokers.Contains(broker.Key)).Select(broker => (broker.Key, broker.Value.WriteQueueNums));
        return TopicOrder.Spell(others.Concat(_draft.Brokers.Select(broker => (broker, _draft.WriteQueues))));
    }
}
