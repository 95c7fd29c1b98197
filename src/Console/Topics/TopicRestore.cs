using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>What a saved topic was like before: its settings broker by broker, and what name servers said of its order.</summary>
internal sealed record TopicState(SavedSettings Saved, string? Order)
{
    /// <summary>Kind of restore points of topics.</summary>
    public const string Kind = "topic";

    /// <summary>The state now, of brokers that are about to be changed; null when none has the topic.</summary>
    public static async Task<RestorePoint?> CaptureAsync(
        string topic, IEnumerable<string> brokers, IReadOnlyDictionary<string, TopicConfig>? known, IClusterConnection connection, CancellationToken cancellation) =>
        SavedSettings.Of(topic, brokers, known) is { } saved
            ? new RestorePoint(Kind, JsonSerializer.Serialize(
                new TopicState(saved, await connection.Admin.NameServers.GetValueAsync(TopicOrder.Namespace, topic, cancellation))))
            : null;
}

/// <summary>Puts the settings of a topic back on every broker that had it (17), and its order at the name servers (100, 102).</summary>
internal sealed class TopicRestore(TopicState state, string? order) : IChange
{
    private readonly IReadOnlyDictionary<string, TopicConfig> _configs = state.Saved.Read<TopicConfig>();

    public string Kind => "topic.undo";

    public string ObjectName => state.Saved.Name;

    public string Policy => Policies.Operate;

    public bool IsListed => true;

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        var known = snapshot.Topics.FirstOrDefault(topic => topic.Name == ObjectName)?.Configs;
        List<BrokerChange> brokers =
        [
            .. _configs.Select(broker =>
            {
                var now = known?.GetValueOrDefault(broker.Key);
                return new BrokerChange(broker.Key, snapshot.MasterAddress(broker.Key), now is null, TopicDraft.Differences(now, broker.Value));
            }),
        ];
        if (order != state.Order)
            brokers.Add(new BrokerChange(TopicOrder.Namespace, "", false, [new FieldChange("Topics.Order", order, state.Order)]));
        return new ChangePlan(brokers, null);
    }

    public Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) => TopicState.CaptureAsync(
        ObjectName,
        _configs.Keys,
        connection.Snapshot.Topics.FirstOrDefault(topic => topic.Name == ObjectName)?.Configs,
        connection,
        cancellation);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(_configs.Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Topics.SaveAsync(broker.Value, ServerRequests.Of(broker.Key, snapshot), cancellation), broker.Key, snapshot)));
        var told = await ServerRequests.AskAsync(
            () => TopicOrder.SaveAsync(connection.Admin.NameServers, ObjectName, state.Order, cancellation), TopicOrder.Namespace, snapshot);
        return [.. results.SelectMany(result => result), .. told];
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Plan(snapshot).Brokers.Where(broker => _configs.ContainsKey(broker.BrokerName)).All(broker => broker.Fields.Count == 0);
}

/// <summary>Undoes saved topics.</summary>
internal sealed class TopicRestorer : IRestorer
{
    public string Kind => TopicState.Kind;

    public async Task<Restoration> PrepareAsync(string state, IClusterConnection connection, CancellationToken cancellation)
    {
        var topic = JsonSerializer.Deserialize<TopicState>(state)!;
        var now = await connection.Admin.NameServers.GetValueAsync(TopicOrder.Namespace, topic.Saved.Name, cancellation);
        var change = new TopicRestore(topic, now);
        return new Restoration(change, change.Plan(connection.Snapshot), topic.Saved.Notes);
    }
}
