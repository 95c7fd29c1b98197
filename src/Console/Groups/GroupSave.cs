using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>Creates or changes a group on every chosen broker (200).</summary>
internal sealed class GroupSave(GroupDraft draft) : IKeepableChange
{
    private readonly GroupDraft _draft = draft.Copy();

    public string Kind => "group.save";

    public string ObjectName => _draft.Config.GroupName;

    public string Policy => Policies.Operate;

    public bool IsListed => true;

    public string State => JsonSerializer.Serialize(new Wish(_draft.Config, [.. _draft.Brokers]));

    /// <summary>From a kept plan.</summary>
    public static GroupSave Read(string state)
    {
        var wish = JsonSerializer.Deserialize<Wish>(state)!;
        var draft = GroupDraft.Of(wish.Config);
        draft.Brokers.UnionWith(wish.Brokers);
        return new GroupSave(draft);
    }

    /// <summary>The plan as a form shows it, against the settings that the draft began with.</summary>
    public static ChangePlan Shown(GroupDraft draft, ClusterSnapshot snapshot) => new(draft.Plan(snapshot), GroupCommands.Update(draft, snapshot));

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        _draft.Rebase(snapshot.Groups.FirstOrDefault(group => group.Name == ObjectName));
        return Shown(_draft, snapshot);
    }

    public Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) =>
        Task.FromResult(GroupState.Capture(ObjectName, _draft.Brokers, _draft.Before));

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(_draft.Brokers.Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Groups.SaveAsync(_draft.ConfigFor(broker), ServerRequests.Of(broker, snapshot), cancellation), broker, snapshot)));
        return [.. results.SelectMany(result => result)];
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Plan(snapshot).Brokers.All(change => change.Fields.Count == 0);

    /// <summary>Settings on brokers, without what these have before.</summary>
    internal sealed record Wish(SubscriptionGroupConfig Config, IReadOnlyList<string> Brokers);
}
