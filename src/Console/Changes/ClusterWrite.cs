using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>A write to a cluster's servers, compared with what the collector sees where it sees it.</summary>
internal sealed class ClusterWrite(IChange change, IClusterConnection connection) : IPlacedChange
{
    public string Kind => change.Kind;

    public string ObjectName => change.ObjectName;

    public string Cluster => connection.Name;

    public string Policy => change.Policy;

    public async Task<ChangePlan> PlanAsync(CancellationToken cancellation) => change.Plan(await LookAsync(cancellation));

    public Task<RestorePoint?> CaptureAsync(CancellationToken cancellation) => change.CaptureAsync(connection, cancellation);

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation) => change.ApplyAsync(connection, cancellation);

    public async Task<bool> IsVisibleAsync(CancellationToken cancellation) => await change.IsVisibleAsync(await LookAsync(cancellation), connection, cancellation);

    private Task<ClusterSnapshot> LookAsync(CancellationToken cancellation) =>
        change.IsListed ? connection.RefreshAsync(cancellation) : Task.FromResult(connection.Snapshot);
}
