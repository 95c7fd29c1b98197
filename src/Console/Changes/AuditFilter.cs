namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Which entries of the audit are asked for; what is null is not looked at.</summary>
public sealed record AuditFilter
{
    /// <summary>Exact login name, in any case.</summary>
    public string? Person { get; init; }

    /// <summary>Exact name of the cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>Exact name of the object.</summary>
    public string? ObjectName { get; init; }

    /// <summary>What an object is, the part of the kind before the dot: "topic", "group".</summary>
    public string? ObjectKind { get; init; }

    /// <summary>What became of it.</summary>
    public ChangeStatus? Status { get; init; }

    /// <summary>First moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>First moment after the last.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only entries with smaller numbers.</summary>
    public long? Before { get; init; }
}
