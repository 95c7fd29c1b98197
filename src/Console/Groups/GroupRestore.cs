using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>What a saved or deleted group was like before.</summary>
/// <param name="Saved">Its settings broker by broker.</param>
/// <param name="Offsets">Offsets that were deleted with it.</param>
/// <param name="OffsetsLost">Whether offsets were deleted that could not be read beforehand.</param>
/// <param name="TopicsLost">Whether its retry and dead letter topics were deleted.</param>
internal sealed record GroupState(SavedSettings Saved, IReadOnlyList<SavedOffset> Offsets, bool OffsetsLost = false, bool TopicsLost = false)
{
    /// <summary>Kind of restore points of groups.</summary>
    public const string Kind = "group";

    /// <summary>The settings that are about to be changed; null when no broker has the group.</summary>
    public static RestorePoint? Capture(string group, IEnumerable<string> brokers, IReadOnlyDictionary<string, SubscriptionGroupConfig>? known) =>
        SavedSettings.Of(group, brokers, known) is { } saved ? new GroupState(saved, []).ToPoint() : null;

    /// <summary>As a restore point.</summary>
    public RestorePoint ToPoint() => new(Kind, JsonSerializer.Serialize(this));
}

/// <summary>Puts the settings of a group back on every broker that had it (200), and offsets that were deleted with it (15).</summary>
internal sealed class GroupRestore(GroupState state) : IChange
{
    private readonly IReadOnlyDictionary<string, SubscriptionGroupConfig> _configs = state.Saved.Read<SubscriptionGroupConfig>();

    public string Kind => "group.undo";

    public string ObjectName => state.Saved.Name;

    public string Policy => Policies.Operate;

    public bool IsListed => true;

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        var known = snapshot.Groups.FirstOrDefault(group => group.Name == ObjectName)?.Configs;
        return new ChangePlan(
            [
                .. _configs.Select(broker =>
                {
                    var now = known?.GetValueOrDefault(broker.Key);
                    return new BrokerChange(
                        broker.Key, snapshot.MasterAddress(broker.Key), now is null, [.. GroupDraft.Differences(now, broker.Value), .. OffsetsOn(broker.Key).Select(Describe)]);
                }),
            ],
            null);
    }

    public Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) => Task.FromResult(GroupState.Capture(
        ObjectName, _configs.Keys, connection.Snapshot.Groups.FirstOrDefault(group => group.Name == ObjectName)?.Configs));

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(_configs.Select(broker => ServerRequests.AskAsync(
            () => connection.Admin.Groups.SaveAsync(broker.Value, ServerRequests.Of(broker.Key, snapshot), cancellation), broker.Key, snapshot)));
        var offsets = await Task.WhenAll(_configs.Keys.Where(broker => OffsetsOn(broker).Any()).Select(broker =>
            OffsetWriting.CommitAsync(connection, ObjectName, OffsetsOn(broker).Select(offset => (offset.Of(), offset.Before!.Value)), broker, cancellation)));
        return [.. results.SelectMany(result => result), .. offsets];
    }

    public bool IsVisible(ClusterSnapshot snapshot)
    {
        var known = snapshot.Groups.FirstOrDefault(group => group.Name == ObjectName)?.Configs;
        return _configs.All(broker => known?.GetValueOrDefault(broker.Key) is { } now && GroupDraft.Differences(now, broker.Value).Count == 0);
    }

    private IEnumerable<SavedOffset> OffsetsOn(string broker) => state.Offsets.Where(offset => offset.Broker == broker && offset.Before is not null);

    private static FieldChange Describe(SavedOffset offset) => OffsetPlan.Describe(offset.Of(), null, offset.Before);
}

/// <summary>Undoes saved and deleted groups.</summary>
internal sealed class GroupRestorer : IRestorer
{
    public string Kind => GroupState.Kind;

    public async Task<Restoration> PrepareAsync(string state, IClusterConnection connection, CancellationToken cancellation)
    {
        var group = JsonSerializer.Deserialize<GroupState>(state)!;
        var notes = group.Saved.Notes.ToList();
        if (group.OffsetsLost)
            notes.Add(new Remark("Undo.OffsetsLost"));
        if (group.TopicsLost)
            notes.Add(new Remark("Undo.TopicsLost"));
        if (group.Offsets.Count > 0)
        {
            // What the group has committed since counts more than what was deleted.
            var now = await CommittedOffsets.ReadAsync(connection, cancellation);
            var missing = group.Offsets.Where(offset => now.Find(group.Saved.Name, offset.Of()) is null).ToList();
            if (missing.Count < group.Offsets.Count)
                notes.Add(new Remark("Undo.OffsetsThere", group.Offsets.Count - missing.Count));
            group = group with { Offsets = missing };
        }

        var change = new GroupRestore(group);
        return new Restoration(change, change.Plan(connection.Snapshot), notes);
    }
}
