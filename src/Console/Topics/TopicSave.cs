using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Creates or changes a topic on every chosen broker (17), and tells the name servers its order (100, 102).</summary>
internal sealed class TopicSave(TopicWish wish) : IKeepableChange
{
    public string Kind => "topic.save";

    public string ObjectName => wish.Name;

    public string Policy => Policies.Operate;

    public bool IsListed => true;

    public string State => JsonSerializer.Serialize(wish);

    /// <summary>From a kept plan.</summary>
    public static TopicSave Read(string state) => new(JsonSerializer.Deserialize<TopicWish>(state)!);

    /// <summary>The plan as a form shows it, against the settings that it began with.</summary>
    public static ChangePlan Shown(TopicDraft draft, ClusterSnapshot snapshot) => PlanOf(draft.Wish, draft.Before, snapshot);

    public ChangePlan Plan(ClusterSnapshot snapshot) => PlanOf(wish, snapshot.Topic(wish.Name), snapshot);

    public Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) =>
        TopicState.CaptureAsync(ObjectName, wish.Brokers.Keys, connection, cancellation);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var before = snapshot.Topic(wish.Name);
        var results = await Task.WhenAll(wish.Brokers.Keys.Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Topics.SaveAsync(wish.ConfigFor(broker, before), ServerRequests.Of(broker, snapshot), cancellation), broker, snapshot)));
        List<ServerOutcome> outcomes = [.. results.SelectMany(result => result)];
        if (outcomes.TrueForAll(outcome => outcome.Succeeded))
        {
            outcomes.AddRange(await ServerRequests.AskAsync(
                () => TopicOrder.SaveAsync(connection.Admin.NameServers, ObjectName, wish.OrderAfter(before), cancellation), OrderTopics.Namespace, snapshot));
        }

        return outcomes;
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Plan(snapshot).Brokers.All(change => change.Fields.Count == 0);

    private static ChangePlan PlanOf(TopicWish wish, TopicSnapshot? before, ClusterSnapshot snapshot) =>
        new(wish.Plan(before, snapshot), TopicCommands.Update(wish, snapshot));
}
