using System.Text.Json;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>Undoes moved offsets, and says what the group has consumed meanwhile.</summary>
internal sealed class OffsetRestorer(TimeProvider time) : IRestorer
{
    /// <summary>Kind of restore points of offsets.</summary>
    public const string PointKind = "group.offsets";

    public string Kind => PointKind;

    public async Task<Restoration> PrepareAsync(string state, IClusterConnection connection, CancellationToken cancellation)
    {
        var saved = JsonSerializer.Deserialize<OffsetState>(state)!;
        var now = await CommittedOffsets.ReadAsync(connection, cancellation);
        var known = saved.Offsets.Where(offset => offset.Before is not null).ToList();
        var plan = await OffsetPlanning.ToAsync(saved.Group, saved.Topic, [.. known.Select(offset => (offset.Of(), offset.Before))], now, connection, cancellation);
        var notes = new List<Remark>();
        var consumed = known.Sum(offset => Math.Max(0, now.Find(saved.Group, offset.Of()) - offset.After ?? 0));
        if (consumed > 0)
            notes.Add(new Remark("Undo.Consumed", consumed));
        if (saved.Offsets.Count - known.Count is var fresh and > 0)
            notes.Add(new Remark("Undo.NoOffset", fresh));
        if (plan.Steps.Count < known.Count)
            notes.Add(new Remark("Undo.QueuesGone", known.Count - plan.Steps.Count));
        if (plan.Steps.Count(step => step.IsClamped) is var clamped and > 0)
            notes.Add(new Remark("Undo.Clamped", clamped));
        var change = new OffsetChange(plan, time);
        return new Restoration(change, change.Plan(connection.Snapshot), notes, change.Obstacle);
    }
}
