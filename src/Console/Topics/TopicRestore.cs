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
        string topic, IEnumerable<string> brokers, IClusterConnection connection, CancellationToken cancellation) =>
        SavedSettings.Of(topic, brokers, connection.Snapshot.Topic(topic)?.Configs) is { } saved
            ? new RestorePoint(Kind, JsonSerializer.Serialize(
                new TopicState(saved, await connection.Admin.NameServers.GetValueAsync(OrderTopics.Namespace, topic, cancellation))))
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
        var known = snapshot.Topic(ObjectName);
        List<BrokerChange> brokers =
        [
            .. _configs.Select(broker =>
            {
                var now = known?.Configs.GetValueOrDefault(broker.Key);
                return new BrokerChange(broker.Key, snapshot.MasterAddress(broker.Key), now is null, [.. Differences(now, broker.Value)]);
            }),
        ];
        if (order != state.Order)
            brokers.Add(new BrokerChange(OrderTopics.Namespace, "", false, [new FieldChange("Topics.OrderQueues", order, state.Order)]));
        return new ChangePlan(brokers, null);
    }

    public Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) => TopicState.CaptureAsync(
        ObjectName, _configs.Keys, connection, cancellation);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(_configs.Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Topics.SaveAsync(Sent(broker.Key, broker.Value, snapshot), ServerRequests.Of(broker.Key, snapshot), cancellation), broker.Key, snapshot)));
        var told = await ServerRequests.AskAsync(
            () => TopicOrder.SaveAsync(connection.Admin.NameServers, ObjectName, state.Order, cancellation), OrderTopics.Namespace, snapshot);
        return [.. results.SelectMany(result => result), .. told];
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Plan(snapshot).Brokers.Where(broker => _configs.ContainsKey(broker.BrokerName)).All(broker => broker.Fields.Count == 0);

    private static IEnumerable<FieldChange> Differences(TopicConfig? now, TopicConfig then)
    {
        var (before, after) = (now?.Attributes?.GetValueOrDefault(MessageTypes.Attribute), then.Attributes?.GetValueOrDefault(MessageTypes.Attribute));
        var changes = TopicWish.Differences(now, then, now?.Order);
        return before == after ? changes : changes.Append(new FieldChange("Topics.MessageType", before, after));
    }

    // Attributes are sent as what is to be done with them; those that are as they were must not be named, since some can not be set again.
    private TopicConfig Sent(string broker, TopicConfig then, ClusterSnapshot snapshot)
    {
        var now = snapshot.Topic(ObjectName)?.Configs.GetValueOrDefault(broker)?.Attributes ?? [];
        var attributes = then.Attributes ?? [];
        Dictionary<string, string> changes = new(
            attributes.Where(pair => now.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => KeyValuePair.Create("+" + pair.Key, pair.Value))
                .Concat(now.Keys.Where(name => !attributes.ContainsKey(name)).Select(name => KeyValuePair.Create("-" + name, ""))),
            StringComparer.Ordinal);
        return then with { Attributes = changes };
    }
}

/// <summary>Undoes saved topics.</summary>
internal sealed class TopicRestorer : IRestorer
{
    public string Kind => TopicState.Kind;

    public async Task<Restoration> PrepareAsync(string state, IClusterConnection connection, CancellationToken cancellation)
    {
        var topic = JsonSerializer.Deserialize<TopicState>(state)!;
        var now = await connection.Admin.NameServers.GetValueAsync(OrderTopics.Namespace, topic.Saved.Name, cancellation);
        var change = new TopicRestore(topic, now);
        return new Restoration(change, change.Plan(connection.Snapshot), topic.Saved.Notes);
    }
}
