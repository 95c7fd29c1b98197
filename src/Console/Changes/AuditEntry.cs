using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>One write, or one refused attempt, as the audit keeps it.</summary>
public sealed record AuditEntry
{
    /// <summary>Number in the audit, growing with time.</summary>
    public long Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Login name.</summary>
    public required string Person { get; init; }

    /// <summary>Network address it came from; null when not known.</summary>
    public string? Address { get; init; }

    /// <summary>Cluster that was written to.</summary>
    public required string Cluster { get; init; }

    /// <summary>Kind of change, as "topic.save".</summary>
    public required string Kind { get; init; }

    /// <summary>Name of what was changed.</summary>
    public required string ObjectName { get; init; }

    /// <summary>Before and after, broker by broker.</summary>
    public required IReadOnlyList<BrokerChange> Brokers { get; init; }

    /// <summary>The lines of mqadmin that do the same; null when there are none.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Who planned it, when it was a kept plan; null otherwise.</summary>
    public string? AskedBy { get; init; }

    /// <summary>Number of the kept plan that it belongs to; null when there is none.</summary>
    public long? Plan { get; init; }

    /// <summary>What became of it.</summary>
    public ChangeStatus Status { get; init; }

    /// <summary>What became of it on each server; empty while unfinished.</summary>
    public IReadOnlyList<ServerOutcome> Outcomes { get; init; } = [];
}
