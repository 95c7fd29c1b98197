using Microsoft.AspNetCore.Authorization;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>The one way to every write: permission, plan, audit, apply, read back.</summary>
/// <remarks>
/// A console that cannot write its file changes nothing. Holds nothing itself; each call stands alone.
/// </remarks>
internal sealed partial class ChangeRunner(IAuthorizationService authorization, AuditStore audit, TimeProvider time, ILogger<ChangeRunner> logger)
{
    /// <summary>How often the cluster is looked at again before a change counts as not visible. Each look is a round of requests, so nothing waits between them.</summary>
    public const int Looks = 3;

    private readonly ChangeEntries _entries = new(authorization, audit, time);

    /// <summary>Makes a change to a cluster's servers.</summary>
    /// <param name="change">The change.</param>
    /// <param name="seen">The plan that the person agreed to.</param>
    /// <param name="connection">The cluster.</param>
    /// <param name="author">Who makes it.</param>
    /// <param name="cancellation">Gives up; the audit keeps what is unfinished as such.</param>
    public Task<ChangeResult> RunAsync(
        IChange change, ChangePlan seen, IClusterConnection connection, ChangeAuthor author, CancellationToken cancellation = default) =>
        RunAsync(new ClusterWrite(change, connection), seen, author, cancellation);

    /// <summary>Makes a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="seen">The plan that the person agreed to.</param>
    /// <param name="author">Who makes it.</param>
    /// <param name="cancellation">Gives up; the audit keeps what is unfinished as such.</param>
    public async Task<ChangeResult> RunAsync(IPlacedChange change, ChangePlan seen, ChangeAuthor author, CancellationToken cancellation = default)
    {
        if (await _entries.RefuseAsync(change, seen, author) is { } refusal)
            return refusal;

        var plan = await change.PlanAsync(cancellation);
        if (!plan.IsSameAs(seen))
            return new ChangeResult(ChangeStatus.Moved, [], plan);

        var (entry, end) = await _entries.BeginAsync(change, plan, author, cancellation);
        if (end is not null)
            return end;
        var outcomes = await change.ApplyAsync(cancellation);
        var isVisible = await ReadBackAsync(change, cancellation);
        var result = _entries.Conclude(entry, outcomes, isVisible, plan);
        LogChanged(change.Kind, change.Cluster, result.Status);
        return result;
    }

    private static async Task<bool> ReadBackAsync(IPlacedChange change, CancellationToken cancellation)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await change.IsVisibleAsync(cancellation))
                return true;
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Change {Kind} of cluster {Cluster}: {Status}")]
    private partial void LogChanged(string kind, string cluster, ChangeStatus status);
}
