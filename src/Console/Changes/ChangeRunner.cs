using Microsoft.AspNetCore.Authorization;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>The one way to every write: permission, plan, audit, apply, read back.</summary>
/// <remarks>
/// The audit has the change, and what it replaces, before a server has it: a crash leaves an unfinished entry that can be undone,
/// and a console that cannot write its file changes nothing. Holds nothing itself; each call stands alone.
/// </remarks>
internal sealed partial class ChangeRunner(IAuthorizationService authorization, AuditStore audit, TimeProvider time, ILogger<ChangeRunner> logger)
{
    /// <summary>How often the cluster is looked at again before a change counts as not visible. Each look is a round of requests, so nothing waits between them.</summary>
    private const int Looks = 3;

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
        var permission = await authorization.AuthorizeAsync(author.Principal, new ChangePlace(change.Cluster), change.Policy);
        if (!permission.Succeeded)
        {
            ServerOutcome refusal = new(change.Cluster, $"{author.Name} may not '{change.Policy}' in {change.Cluster}");
            return Conclude(Begin(change, seen, author), ChangeStatus.Refused, [refusal], seen);
        }

        var plan = await change.PlanAsync(cancellation);
        if (!plan.IsSameAs(seen))
            return new ChangeResult(ChangeStatus.Moved, [], plan);

        RestorePoint? point;
        try
        {
            point = await change.CaptureAsync(cancellation);
        }
        catch (StalePlanException)
        {
            return new ChangeResult(ChangeStatus.Moved, [], plan);
        }
        catch (Exception silence) when (FailureText.IsExpected(silence))
        {
            return Conclude(Begin(change, plan, author), ChangeStatus.Failed, [new ServerOutcome(change.Cluster, FailureText.Of(silence))], plan);
        }

        var entry = Begin(change, plan, author);
        if (point is not null)
            audit.Restores.Save(entry, point);
        var outcomes = await change.ApplyAsync(cancellation);
        var isVisible = await ReadBackAsync(change, cancellation);
        var status = StatusOf(outcomes, isVisible);
        LogChanged(change.Kind, change.Cluster, status);
        return Conclude(entry, status, outcomes, plan);
    }

    private ChangeResult Conclude(long entry, ChangeStatus status, IReadOnlyList<ServerOutcome> outcomes, ChangePlan plan)
    {
        audit.Complete(entry, status, outcomes);
        return new ChangeResult(status, outcomes, plan) { Entry = entry };
    }

    private long Begin(IPlacedChange change, ChangePlan plan, ChangeAuthor author) => audit.Begin(new AuditEntry
    {
        At = time.GetUtcNow(),
        Person = author.Name,
        Address = author.Address,
        Cluster = change.Cluster,
        Kind = change.Kind,
        ObjectName = change.ObjectName,
        Brokers = plan.Brokers,
        CommandLine = plan.CommandLine,
    });

    private static async Task<bool> ReadBackAsync(IPlacedChange change, CancellationToken cancellation)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await change.IsVisibleAsync(cancellation))
                return true;
        }

        return false;
    }

    private static ChangeStatus StatusOf(IReadOnlyList<ServerOutcome> outcomes, bool isVisible) => outcomes.Count(outcome => outcome.Succeeded) switch
    {
        0 => ChangeStatus.Failed,
        var done when done < outcomes.Count => ChangeStatus.Partial,
        _ => isVisible ? ChangeStatus.Done : ChangeStatus.NotVisible,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Change {Kind} of cluster {Cluster}: {Status}")]
    private partial void LogChanged(string kind, string cluster, ChangeStatus status);
}
