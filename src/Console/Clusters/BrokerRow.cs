namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>One line of the brokers' table.</summary>
public sealed record BrokerRow
{
    /// <summary>The broker set.</summary>
    public required string Set { get; init; }

    /// <summary>0 for the master.</summary>
    public required long Id { get; init; }

    /// <summary>"host:port".</summary>
    public required string Address { get; init; }

    /// <summary>Why it did not answer; null when it did.</summary>
    public string? Failure { get; init; }

    /// <summary>Version in words.</summary>
    public string? Version { get; init; }

    /// <summary>Messages stored a second.</summary>
    public double? InRate { get; init; }

    /// <summary>Messages delivered a second.</summary>
    public double? OutRate { get; init; }

    /// <summary>Messages stored since midnight of the broker.</summary>
    public long? InToday { get; init; }

    /// <summary>Messages delivered since midnight of the broker.</summary>
    public long? OutToday { get; init; }

    /// <summary>Share of the commit log's disk in use, 0 to 1.</summary>
    public double? Disk { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether it is the master of its set.</summary>
    public bool IsMaster => Id == 0;

    /// <summary>The line of a broker.</summary>
    public static BrokerRow Of(BrokerSnapshot broker) => new()
    {
        Set = broker.BrokerName,
        Id = broker.BrokerId,
        Address = broker.Address,
        Failure = broker.Failure,
        Version = broker.Runtime?.VersionName?.Replace('_', '.').TrimStart('V'),
        InRate = broker.InRate,
        OutRate = broker.OutRate,
        InToday = broker.Runtime?.PutTotal - broker.Runtime?.PutTotalAtMidnight,
        OutToday = broker.Runtime?.GetTotal - broker.Runtime?.GetTotalAtMidnight,
        // A broker that cannot tell says -1.
        Disk = broker.Runtime?.CommitLogDiskRatio is { } ratio and >= 0 ? ratio : null,
        StartedAt = broker.Runtime?.StartedAt,
    };
}
