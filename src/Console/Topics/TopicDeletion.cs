using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Deletes a topic from every master (215) and, when all of them did, from every name server (216).</summary>
internal sealed class TopicDeletion(string topic) : IKeepableChange
{
    public string Kind => "topic.delete";

    public string ObjectName => topic;

    public string Policy => Policies.Administer;

    public bool IsListed => true;

    public string State => JsonSerializer.Serialize(topic);

    public bool LosesData => true;

    /// <summary>From a kept plan.</summary>
    public static TopicDeletion Read(string state) => new(JsonSerializer.Deserialize<string>(state)!);

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        var known = snapshot.Topic(topic);
        return new ChangePlan(
            [.. known?.Configs.Select(broker => new BrokerChange(broker.Key, snapshot.MasterAddress(broker.Key), false, Lost(broker.Value, known.IsOrdered))) ?? []],
            TopicCommands.Delete(topic, snapshot));
    }

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation) => ServerRequests.AskAsync(
        () => connection.Admin.Topics.DeleteAsync(topic, cancellation: cancellation), connection.Name, connection.Snapshot);

    public bool IsVisible(ClusterSnapshot snapshot) => snapshot.Topics.All(known => known.Name != topic);

    private static List<FieldChange> Lost(TopicConfig before, bool isOrdered) =>
        [.. TopicWish.Differences(null, before with { Order = isOrdered }, null).Select(field => new FieldChange(field.Name, field.After, null))];
}
