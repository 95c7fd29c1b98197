using Microsoft.AspNetCore.Authorization;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>What every change goes through before and after it is made: permission, what it replaces, and its entry in the audit.</summary>
/// <remarks>The audit has the change, and what it replaces, before a server has it: a crash leaves an unfinished entry that can be undone.</remarks>
internal sealed class ChangeEntries(IAuthorizationService authorization, AuditStore audit, TimeProvider time)
{
    /// <summary>Refuses whoever may not, and keeps the attempt.</summary>
    /// <returns>The refusal; null for somebody who may.</returns>
    public async Task<ChangeResult?> RefuseAsync(IPlacedChange change, ChangePlan seen, ChangeAuthor author)
    {
        var permission = await authorization.AuthorizeAsync(author.Principal, new ChangePlace(change.Cluster), change.Policy);
        if (permission.Succeeded)
            return null;
        ServerOutcome refusal = new(change.Cluster, $"{author.Name} may not '{change.Policy}' in {change.Cluster}");
        return Conclude(Begin(change, seen, author), ChangeStatus.Refused, [refusal], seen);
    }

    /// <summary>Reads what is going to be replaced and begins the entry.</summary>
    /// <returns>The entry, or what became of the change when it cannot be made.</returns>
    public async Task<(long Entry, ChangeResult? End)> BeginAsync(IPlacedChange change, ChangePlan plan, ChangeAuthor author, CancellationToken cancellation)
    {
        RestorePoint? point;
        try
        {
            point = await change.CaptureAsync(cancellation);
        }
        catch (StalePlanException)
        {
            return (0, new ChangeResult(ChangeStatus.Moved, [], plan));
        }
        catch (Exception silence) when (FailureText.IsExpected(silence))
        {
            return (0, Conclude(Begin(change, plan, author), ChangeStatus.Failed, [new ServerOutcome(change.Cluster, FailureText.Of(silence))], plan));
        }

        var entry = Begin(change, plan, author);
        if (point is not null)
            audit.Restores.Save(entry, point);
        return (entry, null);
    }

    /// <summary>Completes an entry of a change that was made.</summary>
    public ChangeResult Conclude(long entry, IReadOnlyList<ServerOutcome> outcomes, bool isVisible, ChangePlan plan) =>
        Conclude(entry, StatusOf(outcomes, isVisible), outcomes, plan);

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
        AskedBy = author.AskedBy,
        Plan = author.Plan,
    });

    private static ChangeStatus StatusOf(IReadOnlyList<ServerOutcome> outcomes, bool isVisible) => outcomes.Count(outcome => outcome.Succeeded) switch
    {
        0 => ChangeStatus.Failed,
        var done when done < outcomes.Count => ChangeStatus.Partial,
        _ => isVisible ? ChangeStatus.Done : ChangeStatus.NotVisible,
    };
}
