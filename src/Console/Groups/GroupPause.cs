using System.Collections.Immutable;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>
/// Lets a group consume or not on every broker that has it (200 with consumeEnable); all other settings of each broker stay as they are there.
/// </summary>
internal sealed class GroupPause(string group, bool isPaused) : IChange
{
    public string Kind => isPaused ? "group.pause" : "group.resume";

    public string ObjectName => group;

    public string Policy => Policies.Operate;

    public bool IsListed => true;

    public ChangePlan Plan(ClusterSnapshot snapshot) => new(
        [
            .. Configs(snapshot).Select(broker => new BrokerChange(
                broker.Key, snapshot.MasterAddress(broker.Key), false, GroupDraft.Differences(broker.Value, After(broker.Value)))),
        ],
        string.Join('\n', Configs(snapshot).Select(broker => GroupCommands.Update(DraftOf(broker.Key, broker.Value), snapshot))));

    public Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var configs = Configs(connection.Snapshot);
        return Task.FromResult(GroupState.Capture(group, configs.Keys, configs));
    }

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(Configs(snapshot).Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Groups.SaveAsync(After(broker.Value), ServerRequests.Of(broker.Key, snapshot), cancellation), broker.Key, snapshot)));
        return [.. results.SelectMany(result => result)];
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Configs(snapshot).Values.All(config => config.ConsumeEnable != isPaused);

    private GroupDraft DraftOf(string broker, SubscriptionGroupConfig config)
    {
        var draft = GroupDraft.Of(After(config));
        draft.Brokers.Add(broker);
        return draft;
    }

    private SubscriptionGroupConfig After(SubscriptionGroupConfig config) => config with { ConsumeEnable = !isPaused };

    private ImmutableSortedDictionary<string, SubscriptionGroupConfig> Configs(ClusterSnapshot snapshot) =>
        snapshot.Groups.FirstOrDefault(known => known.Name == group)?.Configs ?? ImmutableSortedDictionary<string, SubscriptionGroupConfig>.Empty;
}
