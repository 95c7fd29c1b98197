using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Makes the changes that put back what one kind of restore point holds.</summary>
internal interface IRestorer
{
    /// <summary>Kind of restore points that it can read.</summary>
    string Kind { get; }

    /// <summary>Looks at the cluster and plans the way back. Nothing is changed.</summary>
    Task<Restoration> PrepareAsync(string state, IClusterConnection connection, CancellationToken cancellation);
}

/// <summary>The way back to a restore point.</summary>
/// <param name="Change">The change that takes it, like any other.</param>
/// <param name="Plan">What it would do now.</param>
/// <param name="Notes">What somebody should know before: what has happened since, what cannot be put back.</param>
/// <param name="Obstacle">Why it cannot be taken at the moment; null when it can.</param>
internal sealed record Restoration(IChange Change, ChangePlan Plan, IReadOnlyList<Remark> Notes, Remark? Obstacle = null);

/// <summary>A sentence in the reader's language.</summary>
/// <param name="Key">Which text.</param>
/// <param name="Values">What its places are filled with.</param>
public sealed record Remark(string Key, params IReadOnlyList<object> Values)
{
    /// <summary>The values as texts take them.</summary>
    public object[] Arguments => [.. Values];
}
