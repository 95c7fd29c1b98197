using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>What became of a change.</summary>
/// <param name="Status">The whole in one word.</param>
/// <param name="Outcomes">Server by server; empty when nothing was sent.</param>
/// <param name="Plan">What was done; after <see cref="ChangeStatus.Moved"/> what would be done now.</param>
public sealed record ChangeResult(ChangeStatus Status, IReadOnlyList<ServerOutcome> Outcomes, ChangePlan Plan)
{
    /// <summary>Its number in the audit; null when the audit has nothing of it.</summary>
    public long? Entry { get; init; }
}

/// <summary>What became of a change; the names stand in the audit.</summary>
public enum ChangeStatus
{
    /// <summary>It was begun and its end is not known: it is running, or the console was stopped.</summary>
    Unfinished,

    /// <summary>Every server did it, and it is visible.</summary>
    Done,

    /// <summary>Every server said it did it, and it was not visible afterwards.</summary>
    NotVisible,

    /// <summary>Some servers did it.</summary>
    Partial,

    /// <summary>No server did it.</summary>
    Failed,

    /// <summary>The person may not; nothing was sent.</summary>
    Refused,

    /// <summary>The cluster is no longer what the plan was made for; nothing was sent.</summary>
    Moved,
}
