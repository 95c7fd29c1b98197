using Microsoft.AspNetCore.Authorization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Plans;

/// <summary>Keeps plans, looks whether they still hold, and applies them once: who planned and who applied both stand in the audit.</summary>
/// <remarks>
/// A plan is taken by moving it from open to applying, which only one can. A console that stops meanwhile leaves it there; the audit has an
/// entry for every change that was begun.
/// </remarks>
internal sealed class KeptPlans(
    PlanStore store, AuditStore audit, BatchRunner runner, KeepableKinds kinds, IAuthorizationService authorization, TimeProvider time)
{
    /// <summary>Most changes of one plan.</summary>
    public const int MostItems = 2000;

    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = 500;

    /// <summary>Writes down changes as they would be made now.</summary>
    /// <param name="changes">The changes; at least one and at most <see cref="MostItems"/>.</param>
    /// <param name="note">Why; empty for nothing.</param>
    /// <param name="connection">The cluster.</param>
    /// <param name="author">Who plans.</param>
    /// <param name="forAnother">Whether the author may not apply it.</param>
    /// <param name="cancellation">Stops asking servers.</param>
    /// <returns>The plan; null when the author may not operate the cluster.</returns>
    public async Task<KeptPlan?> KeepAsync(IReadOnlyList<IKeepableChange> changes, string note, IClusterConnection connection, ChangeAuthor author, bool forAnother = false, CancellationToken cancellation = default)
    {
        if (changes.Count is 0 or > MostItems)
            throw new ArgumentException($"{changes.Count} changes; a plan has 1 to {MostItems}", nameof(changes));
        if (note.Length > LongestNote)
            throw new ArgumentException($"the note has {note.Length} characters; at most {LongestNote} are allowed", nameof(note));
        if (!await MayAsync(Policies.Operate, connection.Name, author))
            return null;
        List<PlanItem> items = [];
        foreach (var change in changes)
        {
            // As it will be read: what somebody agrees to is what will be looked at then.
            var read = await kinds.ReadAsync(change.Kind, change.State, connection, cancellation);
            items.Add(new PlanItem(change.Kind, change.State, change.ObjectName, read.Plan(connection.Snapshot)));
        }

        var plan = new KeptPlan
        {
            Cluster = connection.Name,
            AskedBy = author.Name,
            AskedAt = time.GetUtcNow(),
            Note = note,
            ForAnother = forAnother,
            Items = items,
        };
        plan = plan with { Id = store.Add(plan) };
        Note(plan, "plan.keep", author);
        return plan;
    }

    /// <summary>The changes of a plan that waits, and what each would do now; none of another.</summary>
    public async Task<IReadOnlyList<PlanReview>> ReviewAsync(KeptPlan plan, IClusterConnection connection, CancellationToken cancellation = default)
    {
        List<PlanReview> reviews = [];
        foreach (var item in plan.Status is PlanStatus.Open ? plan.Items : [])
        {
            var change = await kinds.ReadAsync(item.Kind, item.State, connection, cancellation);
            reviews.Add(new PlanReview(item, change, change.Plan(connection.Snapshot)));
        }

        return reviews;
    }

    /// <summary>Applies a plan, unless the cluster is no longer what it was made for.</summary>
    /// <returns>What became of it, and null results when somebody else has taken it before.</returns>
    public async Task<PlanOutcome> ApplyAsync(
        KeptPlan plan, IClusterConnection connection, ChangeAuthor author, Action<int>? progress = null, CancellationToken stop = default)
    {
        if (plan.ForAnother && IsOwn(plan, author.Name))
            return new PlanOutcome(PlanRefusal.OwnPlan, null);
        var reviews = await ReviewAsync(plan, connection, stop);
        foreach (var policy in reviews.Select(review => review.Change.Policy).Distinct())
        {
            if (!await MayAsync(policy, connection.Name, author))
                return new PlanOutcome(PlanRefusal.MissingRole, policy);
        }

        if (reviews.Any(review => review.Change.Obstacle is not null))
            return new PlanOutcome(PlanRefusal.Moved, null);
        if (!store.Move(plan.Id, PlanStatus.Open, PlanStatus.Applying, author.Name, time.GetUtcNow()))
            return new PlanOutcome(PlanRefusal.Taken, null);
        var results = await runner.RunAsync(
            [.. reviews.Select(review => new PlannedChange(review.Change, review.Holds ? review.Now : review.Item.Plan))], connection, author with { AskedBy = plan.AskedBy, Plan = plan.Id }, progress, stop);
        if (results.Count > 0 && results.All(result => result is { Status: ChangeStatus.Moved }))
        {
            store.Move(plan.Id, PlanStatus.Applying, PlanStatus.Open, author.Name, time.GetUtcNow());
            return new PlanOutcome(PlanRefusal.Moved, null);
        }

        store.Move(
            plan.Id, PlanStatus.Applying, PlanStatus.Applied, author.Name, time.GetUtcNow(),
            [.. results.Select(result => result is null ? null : new PlanResult(result.Status, result.Outcomes, result.Entry))]);
        return new PlanOutcome(null, null);
    }

    /// <summary>Whether somebody is the one who planned it.</summary>
    public static bool IsOwn(KeptPlan plan, string person) => string.Equals(plan.AskedBy, person, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a plan back that nobody has applied yet.</summary>
    /// <returns>Whether it was open, and the author may operate the cluster.</returns>
    public async Task<bool> WithdrawAsync(KeptPlan plan, ChangeAuthor author)
    {
        if (!await MayAsync(Policies.Operate, plan.Cluster, author) || !store.Move(plan.Id, PlanStatus.Open, PlanStatus.Withdrawn, author.Name, time.GetUtcNow()))
            return false;
        Note(plan, "plan.withdraw", author);
        return true;
    }

    private async Task<bool> MayAsync(string policy, string cluster, ChangeAuthor author) =>
        (await authorization.AuthorizeAsync(author.Principal, new ChangePlace(cluster), policy)).Succeeded;

    private void Note(KeptPlan plan, string kind, ChangeAuthor author)
    {
        var names = plan.Items.Select(item => item.ObjectName).ToList();
        var entry = audit.Begin(new AuditEntry
        {
            At = time.GetUtcNow(),
            Person = author.Name,
            Address = author.Address,
            Cluster = plan.Cluster,
            Kind = kind,
            ObjectName = names is [var only] ? only : string.Join(", ", names.Take(5)) + (names.Count > 5 ? $", … ({names.Count})" : ""),
            Brokers = [],
            CommandLine = null,
            AskedBy = plan.AskedBy,
            Plan = plan.Id,
        });
        audit.Complete(entry, ChangeStatus.Done, []);
    }
}

/// <summary>One change of a plan, looked at again.</summary>
/// <param name="Item">What was planned.</param>
/// <param name="Change">The change.</param>
/// <param name="Now">What it would do now.</param>
internal sealed record PlanReview(PlanItem Item, IKeepableChange Change, ChangePlan Now)
{
    /// <summary>Whether it would still do what was planned.</summary>
    public bool Holds => Change.Obstacle is null && Change.Holds(Item.Plan, Now);
}

/// <summary>What became of applying a plan.</summary>
/// <param name="Refusal">Why nothing was sent; null when it was applied, with an outcome for each item.</param>
/// <param name="Policy">The policy that is missing.</param>
internal sealed record PlanOutcome(PlanRefusal? Refusal, string? Policy);

/// <summary>Why a plan was not applied.</summary>
internal enum PlanRefusal
{
    /// <summary>It is for somebody else to apply than the one who planned it.</summary>
    OwnPlan,

    /// <summary>The person may not make all of its changes.</summary>
    MissingRole,

    /// <summary>It is not open any more.</summary>
    Taken,

    /// <summary>The cluster is no longer what it was made for.</summary>
    Moved,
}
