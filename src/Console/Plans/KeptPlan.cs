using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Plans;

/// <summary>Changes that somebody planned and that are applied later, or by somebody else.</summary>
public sealed record KeptPlan
{
    /// <summary>Number, as in its address.</summary>
    public long Id { get; init; }

    /// <summary>The cluster to change.</summary>
    public required string Cluster { get; init; }

    /// <summary>Login name of whoever planned it.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Why, in the words of whoever planned it; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether somebody else than whoever planned it has to apply it.</summary>
    public bool ForAnother { get; init; }

    /// <summary>The changes, in the order in which they are made.</summary>
    public required IReadOnlyList<PlanItem> Items { get; init; }

    /// <summary>Whether it waits.</summary>
    public PlanStatus Status { get; init; }

    /// <summary>Who applied it or took it back; null while it waits.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What became of each item, in their order; empty while it waits, null for an item that it was stopped before.</summary>
    public IReadOnlyList<PlanResult?> Results { get; init; } = [];
}

/// <summary>One change of a kept plan.</summary>
/// <param name="Kind">Kind of the change, as in the audit.</param>
/// <param name="State">All it is about.</param>
/// <param name="ObjectName">Name of what is changed.</param>
/// <param name="Plan">What it would do, as it was when it was planned.</param>
public sealed record PlanItem(string Kind, string State, string ObjectName, ChangePlan Plan);

/// <summary>What became of one item.</summary>
/// <param name="Status">In one word.</param>
/// <param name="Outcomes">Server by server.</param>
/// <param name="Entry">Its number in the audit.</param>
public sealed record PlanResult(ChangeStatus Status, IReadOnlyList<ServerOutcome> Outcomes, long? Entry);

/// <summary>What has become of a kept plan; the names stand in the file.</summary>
public enum PlanStatus
{
    /// <summary>It waits to be applied.</summary>
    Open,

    /// <summary>It is being applied, or the console was stopped meanwhile: the audit has how far it came.</summary>
    Applying,

    /// <summary>It was applied; each item has its outcome.</summary>
    Applied,

    /// <summary>It was taken back, and nothing was done.</summary>
    Withdrawn,
}
