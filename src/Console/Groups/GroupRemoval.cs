using System.Text.Json;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups.Offsets;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>Deletes a group from every master (207), and what goes with it.</summary>
internal sealed class GroupRemoval(string group, GroupDeletion deletion) : IKeepableChange
{
    public string Kind => "group.delete";

    public string ObjectName => group;

    public string Policy => Policies.Administer;

    public bool IsListed => true;

    public string State => JsonSerializer.Serialize(new Wish(group, deletion));

    public bool LosesData => true;

    /// <summary>From a kept plan.</summary>
    public static GroupRemoval Read(string state)
    {
        var wish = JsonSerializer.Deserialize<Wish>(state)!;
        return new GroupRemoval(wish.Group, wish.Deletion);
    }

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        var configs = snapshot.Groups.FirstOrDefault(known => known.Name == group)?.Configs;
        return new ChangePlan(
            [.. configs?.Select(broker => new BrokerChange(broker.Key, snapshot.MasterAddress(broker.Key), false, GroupDraft.Lost(broker.Value))) ?? []],
            GroupCommands.Delete(group, deletion, snapshot));
    }

    public async Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var configs = connection.Snapshot.Groups.FirstOrDefault(known => known.Name == group)?.Configs;
        if (SavedSettings.Of(group, configs?.Keys ?? [], configs) is not { } saved)
            return null;
        var state = new GroupState(saved, [], TopicsLost: deletion.RemoveTopics);
        if (!deletion.RemoveOffsets)
            return state.ToPoint();
        // A group can be deleted although a broker keeps silent about its offsets; the undo will say that they are lost.
        try
        {
            var offsets = await CommittedOffsets.ReadAsync(connection, cancellation);
            state = state with
            {
                Offsets = [.. offsets.Of(group).Select(offset => new SavedOffset(offset.Queue.Topic, offset.Queue.BrokerName, offset.Queue.QueueId, offset.Offset, null))],
                OffsetsLost = offsets.Failures.Count > 0,
            };
        }
        catch (Exception silence) when (FailureText.IsExpected(silence))
        {
            state = state with { OffsetsLost = true };
        }

        return state.ToPoint();
    }

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation) => ServerRequests.AskAsync(
        () => connection.Admin.Groups.DeleteAsync(group, BrokerTarget.AllMasters, deletion, cancellation), connection.Name, connection.Snapshot);

    public bool IsVisible(ClusterSnapshot snapshot) => snapshot.Groups.All(known => known.Name != group);

    /// <summary>A group and what goes with it.</summary>
    internal sealed record Wish(string Group, GroupDeletion Deletion);
}
