using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>Deletes a group from every master (207), and what goes with it.</summary>
internal sealed class GroupRemoval(string group, GroupDeletion deletion) : IChange
{
    public string Kind => "group.delete";

    public string ObjectName => group;

    public string Policy => Policies.Administer;

    public bool IsListed => true;

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        var configs = snapshot.Groups.FirstOrDefault(known => known.Name == group)?.Configs;
        return new ChangePlan(
            [.. configs?.Select(broker => new BrokerChange(broker.Key, snapshot.MasterAddress(broker.Key), false, GroupDraft.Lost(broker.Value))) ?? []],
            GroupCommands.Delete(group, deletion, snapshot));
    }

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation) => ServerRequests.AskAsync(
        () => connection.Admin.Groups.DeleteAsync(group, BrokerTarget.AllMasters, deletion, cancellation), connection.Name, connection.Snapshot);

    public bool IsVisible(ClusterSnapshot snapshot) => snapshot.Groups.All(known => known.Name != group);
}
