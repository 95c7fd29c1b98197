using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Deletes a topic from every master (215) and, when all of them did, from every name server (216).</summary>
internal sealed class TopicDeletion(string topic) : IChange
{
    public string Kind => "topic.delete";

    public string ObjectName => topic;

    public string Policy => Policies.Administer;

    public bool IsListed => true;

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        var configs = snapshot.Topics.FirstOrDefault(known => known.Name == topic)?.Configs;
        return new ChangePlan(
            [.. configs?.Select(broker => new BrokerChange(broker.Key, snapshot.MasterAddress(broker.Key), false, TopicDraft.Lost(broker.Value))) ?? []],
            TopicCommands.Delete(topic, snapshot));
    }

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation) => ServerRequests.AskAsync(
        () => connection.Admin.Topics.DeleteAsync(topic, cancellation: cancellation), connection.Name, connection.Snapshot);

    public bool IsVisible(ClusterSnapshot snapshot) => snapshot.Topics.All(known => known.Name != topic);
}
