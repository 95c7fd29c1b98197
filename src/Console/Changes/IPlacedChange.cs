using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>
/// One write that knows where it goes: to the processes and files that the console itself keeps, or, as <see cref="ClusterWrite"/>, an
/// <see cref="IChange"/> together with its cluster.
/// </summary>
internal interface IPlacedChange
{
    /// <summary>Kind in the audit, as "cluster.create"; never changed once it was released.</summary>
    string Kind { get; }

    /// <summary>Name of what is changed.</summary>
    string ObjectName { get; }

    /// <summary>The cluster that it is about.</summary>
    string Cluster { get; }

    /// <summary>The policy somebody has to fulfil in the cluster, one of <see cref="Access.Policies"/>.</summary>
    string Policy { get; }

    /// <summary>What it would do now.</summary>
    Task<ChangePlan> PlanAsync(CancellationToken cancellation);

    /// <summary>Reads what it is going to replace, just before it does; null when there is nothing to go back to.</summary>
    /// <exception cref="StalePlanException">What the plan was made for is no longer so.</exception>
    Task<RestorePoint?> CaptureAsync(CancellationToken cancellation) => Task.FromResult<RestorePoint?>(null);

    /// <summary>Does it. What is refused stands in the outcomes; only defects throw.</summary>
    Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation);

    /// <summary>Whether it has come about. Asked a few times when it has not.</summary>
    Task<bool> IsVisibleAsync(CancellationToken cancellation);
}
