using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Takes changes back: an undo is a change with plan, permission and audit of its own, and can be undone again.</summary>
internal sealed class Undoing(AuditStore audit, IEnumerable<IRestorer> restorers, ChangeRunner runner)
{
    /// <summary>Whether an entry has something to go back to that nobody went back to yet.</summary>
    public bool CanUndo(long entry) => audit.Restores.Find(entry) is { UndoneBy: null };

    /// <summary>Looks whether and how an entry can be undone now.</summary>
    public async Task<UndoOffer> OfferAsync(long number, IClusterConnection connection, CancellationToken cancellation)
    {
        if (audit.Find(number) is not { } entry || entry.Cluster != connection.Name)
            return new UndoOffer(null, null, new Remark("Undo.NoEntry", number));
        if (entry.Status is ChangeStatus.Failed or ChangeStatus.Refused)
            return new UndoOffer(entry, null, new Remark("Undo.NothingDone"));
        if (audit.Restores.Find(number) is not { } restore || restorers.FirstOrDefault(known => known.Kind == restore.Point.Kind) is not { } restorer)
            return new UndoOffer(entry, null, new Remark("Undo.NoRestorePoint"));
        if (restore.UndoneBy is { } by)
            return new UndoOffer(entry, null, new Remark("Undo.Done", by));
        var way = await restorer.PrepareAsync(restore.Point.State, connection, cancellation);
        var isBack = way.Obstacle is null && way.Plan.Brokers.All(broker => broker.Fields.Count == 0);
        return new UndoOffer(entry, way, isBack ? new Remark("Undo.NothingDiffers") : way.Obstacle);
    }

    /// <summary>Undoes what was offered.</summary>
    public async Task<ChangeResult> RunAsync(UndoOffer offer, IClusterConnection connection, ChangeAuthor author, CancellationToken cancellation = default)
    {
        if (offer is not { Entry: { } entry, Way: { } way, Problem: null })
            throw new InvalidOperationException("There is nothing to undo in this offer");
        var result = await runner.RunAsync(way.Change, way.Plan, connection, author, cancellation);
        if (result is { Entry: { } by, Status: ChangeStatus.Done or ChangeStatus.NotVisible })
            audit.Restores.MarkUndone(entry.Id, by);
        return result;
    }
}

/// <summary>Whether and how a change can be undone.</summary>
/// <param name="Entry">The change; null when it is not known in this cluster.</param>
/// <param name="Way">The way back; null when there is none.</param>
/// <param name="Problem">Why it cannot be undone; null when it can.</param>
internal sealed record UndoOffer(AuditEntry? Entry, Restoration? Way, Remark? Problem);
