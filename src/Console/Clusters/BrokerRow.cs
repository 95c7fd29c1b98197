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

    /// <summary>Bytes that a slave's log ends before its master's; null for a master, and when either end is not known.</summary>
    public long? LagBytes { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether it is the master of its set.</summary>
    public bool IsMaster => Id == 0;

    /// <summary>The lines of all brokers.</summary>
    public static IReadOnlyList<BrokerRow> Of(ClusterSnapshot snapshot) => [.. snapshot.Brokers.Select(broker => Of(broker) with { LagBytes = LagOf(broker, snapshot) })];

    /// <summary>The line of a broker, which does not know its master.</summary>
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

    // The slave was asked a moment earlier or later than its master, so it may even seem to be ahead.
    private static long? LagOf(BrokerSnapshot broker, ClusterSnapshot snapshot) => broker.IsMaster
        ? null
        : snapshot.Masters().FirstOrDefault(master => master.BrokerName == broker.BrokerName)?.Runtime?.CommitLogMaxOffset - broker.Runtime?.CommitLogMaxOffset is { } lag
            ? Math.Max(0, lag)
            : null;
}
