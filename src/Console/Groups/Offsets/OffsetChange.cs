using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>Moves a group's offsets as planned, each broker in its way.</summary>
internal sealed class OffsetChange(OffsetPlan plan, TimeProvider time) : IKeepableChange
{
    // Java members take ten seconds to let go of their queues before they move.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private IReadOnlyList<SavedOffset> _before = [];
    private DateTimeOffset? _until;

    public string Kind => "group.offsets";

    public string ObjectName => plan.Order.Group;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    public string State => KeptOffsets.StateOf(plan);

    public Remark? Obstacle => plan.Obstacle ?? (plan.Failures is [var silent, ..] ? new Remark("Undo.Silent", silent.Server, silent.Failure!) : null);

    /// <summary>From a kept plan: asks where the group and the queues are now.</summary>
    public static async Task<OffsetChange> ReadAsync(string state, IClusterConnection connection, TimeProvider time, CancellationToken cancellation) =>
        new(await KeptOffsets.PlanAsync(state, connection, cancellation), time);

    public ChangePlan Plan(ClusterSnapshot snapshot) => plan.ToChange(snapshot);

    public bool Holds(ChangePlan agreed, ChangePlan now) => KeptOffsets.Holds(agreed, now);

    public async Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var now = await CommittedOffsets.ReadAsync(connection, cancellation);
        if (now.Failures is [var silent, ..])
            throw new ArgumentException($"{silent.Server}: {silent.Failure}");
        _before = [.. plan.Moves.Select(step => new SavedOffset(
            step.Queue.Topic, step.Queue.BrokerName, step.Queue.QueueId, now.Find(plan.Order.Group, step.Queue), step.After))];
        // Members that are online go on consuming while somebody reads the plan. Where nobody is, it was somebody else who moved them.
        if (plan.Moves.Zip(_before).Any(pair => plan.Ways[pair.Second.Broker] is OffsetWay.Commit && pair.First.Before != pair.Second.Before))
            throw new StalePlanException("offsets have moved since");
        return new RestorePoint(OffsetRestorer.PointKind, JsonSerializer.Serialize(new OffsetState(plan.Order.Group, plan.Order.Topic, _before)));
    }

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var (group, topic) = (plan.Order.Group, plan.Order.Topic);
        if (plan.Ways.Values.Contains(OffsetWay.Members))
        {
            return await ServerRequests.AskAsync(
                () => connection.Admin.Groups.ResetAsync(group, topic, plan.Order.Goal.ToldTime, true, plan.IsCpp, cancellation), connection.Name, connection.Snapshot);
        }

        return await Task.WhenAll(plan.Moves.GroupBy(step => step.Queue.BrokerName).Select(broker =>
        {
            var offsets = broker.Select(step => (step.Queue, step.After!.Value));
            return plan.Ways[broker.Key] is OffsetWay.Commit
                ? OffsetWriting.CommitAsync(connection, group, offsets, broker.Key, cancellation)
                : OffsetWriting.MoveAsync(connection, group, offsets, broker.Key, cancellation);
        }));
    }

    public bool IsVisible(ClusterSnapshot snapshot) => true;

    public async Task<bool> IsVisibleAsync(ClusterSnapshot snapshot, IClusterConnection connection, CancellationToken cancellation)
    {
        _until ??= time.GetUtcNow() + (plan.Ways.Values.Contains(OffsetWay.Members) ? Patience : TimeSpan.Zero);
        while (true)
        {
            var now = await CommittedOffsets.ReadAsync(connection, cancellation);
            if (_before.All(offset => HasMoved(offset, now)))
                return true;
            if (time.GetUtcNow() >= _until)
                return false;
            await Task.Delay(Pause, time, cancellation);
        }
    }

    // Members go on from where they were taken, so that an offset may have passed its goal already.
    private bool HasMoved(SavedOffset saved, CommittedOffsets now) =>
        now.Find(plan.Order.Group, saved.Of()) is { } offset && offset >= saved.After && (offset == saved.After || saved.Before is null || saved.After > saved.Before || offset < saved.Before);
}

/// <summary>Where a group stood on a topic before it was moved.</summary>
internal sealed record OffsetState(string Group, string Topic, IReadOnlyList<SavedOffset> Offsets);
