using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>One write to a cluster, as pages and endpoints hand it to <see cref="ChangeRunner"/>. One class per kind of write.</summary>
internal interface IChange
{
    /// <summary>Kind in the audit, as "topic.save"; never changed once it was released.</summary>
    string Kind { get; }

    /// <summary>Name of what is changed.</summary>
    string ObjectName { get; }

    /// <summary>The policy somebody has to fulfil in the cluster, one of <see cref="Access.Policies"/>.</summary>
    string Policy { get; }

    /// <summary>Whether the collector's lists show it, so that it is compared with them before and after.</summary>
    bool IsListed { get; }

    /// <summary>What it would do, from what the cluster is like.</summary>
    ChangePlan Plan(ClusterSnapshot snapshot);

    /// <summary>Reads what it is going to replace, just before it does; null when there is nothing to go back to.</summary>
    /// <exception cref="StalePlanException">What the plan was made for is no longer so.</exception>
    Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) => Task.FromResult<RestorePoint?>(null);

    /// <summary>Does it. What single servers refuse stands in the outcomes; only defects throw.</summary>
    Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation);

    /// <summary>Whether it has come about, as far as the cluster shows it.</summary>
    bool IsVisible(ClusterSnapshot snapshot);

    /// <summary>The same for what the lists do not show, and the servers have to be asked.</summary>
    Task<bool> IsVisibleAsync(ClusterSnapshot snapshot, IClusterConnection connection, CancellationToken cancellation) => Task.FromResult(IsVisible(snapshot));
}
