using Microsoft.AspNetCore.Authorization;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>
/// Makes several changes to one cluster that were agreed to together: one look at the cluster before all of them and one after, and for
/// each of them permission, an entry in the audit and an outcome of its own.
/// </summary>
/// <remarks>Holds nothing itself; each call stands alone.</remarks>
internal sealed partial class BatchRunner(IAuthorizationService authorization, AuditStore audit, TimeProvider time, ILogger<BatchRunner> logger)
{
    private readonly ChangeEntries _entries = new(authorization, audit, time);

    /// <summary>Makes the changes one after the other. When one would do something else than was agreed to, none is made.</summary>
    /// <param name="items">The changes, with the plans that the person agreed to.</param>
    /// <param name="connection">The cluster.</param>
    /// <param name="author">Who makes them.</param>
    /// <param name="progress">Is told how many have been sent.</param>
    /// <param name="stop">Stops before the next one.</param>
    /// <returns>What became of each; null for those that it was stopped before.</returns>
    public async Task<IReadOnlyList<ChangeResult?>> RunAsync(
        IReadOnlyList<PlannedChange> items, IClusterConnection connection, ChangeAuthor author, Action<int>? progress = null, CancellationToken stop = default)
    {
        var snapshot = await connection.RefreshAsync(CancellationToken.None);
        var plans = items.Select(item => item.Change.Plan(snapshot)).ToList();
        if (items.Zip(plans).Any(pair => !pair.Second.IsSameAs(pair.First.Seen)))
            return [.. plans.Select(plan => new ChangeResult(ChangeStatus.Moved, [], plan))];

        var results = new ChangeResult?[items.Count];
        List<Sent> sent = [];
        for (var at = 0; at < items.Count && !stop.IsCancellationRequested; at++)
        {
            var write = new ClusterWrite(items[at].Change, connection);
            results[at] = await _entries.RefuseAsync(write, plans[at], author);
            if (results[at] is null)
            {
                var (entry, end) = await _entries.BeginAsync(write, plans[at], author, CancellationToken.None);
                results[at] = end;
                if (end is null)
                    sent.Add(new Sent(at, entry, await write.ApplyAsync(CancellationToken.None)));
            }

            progress?.Invoke(at + 1);
        }

        var visible = await ReadBackAsync([.. sent.Select(one => items[one.At].Change)], connection);
        foreach (var one in sent)
            results[one.At] = _entries.Conclude(one.Entry, one.Outcomes, visible.Contains(items[one.At].Change), plans[one.At]);
        var done = results.Count(result => result?.Status is ChangeStatus.Done);
        LogChanged(items.Count, connection.Name, done);
        return results;
    }

    private static async Task<HashSet<IChange>> ReadBackAsync(IReadOnlyList<IChange> changes, IClusterConnection connection)
    {
        var visible = new HashSet<IChange>();
        for (var look = 0; look < ChangeRunner.Looks && visible.Count < changes.Count; look++)
        {
            var snapshot = await connection.RefreshAsync(CancellationToken.None);
            foreach (var change in changes.Where(change => !visible.Contains(change)).ToList())
            {
                if (await change.IsVisibleAsync(snapshot, connection, CancellationToken.None))
                    visible.Add(change);
            }
        }

        return visible;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} changes of cluster {Cluster}: {Done} done")]
    private partial void LogChanged(int count, string cluster, int done);

    private sealed record Sent(int At, long Entry, IReadOnlyList<ServerOutcome> Outcomes);
}

/// <summary>A change and the plan that somebody agreed to.</summary>
internal sealed record PlannedChange(IChange Change, ChangePlan Seen);
