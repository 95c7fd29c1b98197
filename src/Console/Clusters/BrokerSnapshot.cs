using RocketMQ.Admin.Brokers;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>One broker process at one moment.</summary>
public sealed record BrokerSnapshot
{
    /// <summary>The broker set.</summary>
    public required string BrokerName { get; init; }

    /// <summary>0 for the master.</summary>
    public required long BrokerId { get; init; }

    /// <summary>"host:port".</summary>
    public required string Address { get; init; }

    /// <summary>The cluster it registered for.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Messages stored a second since the previous look, from its counters; null until there are two looks.</summary>
    public double? InRate { get; init; }

    /// <summary>Messages delivered a second since the previous look.</summary>
    public double? OutRate { get; init; }

    /// <summary>How long storing a message took since the previous look; null when nothing was stored, or it is not known.</summary>
    public PutLatency? PutLatency { get; init; }

    /// <summary>All runtime figures; null when it did not answer.</summary>
    public BrokerRuntimeInfo? Runtime { get; init; }

    /// <summary>Why it did not answer; null when it did.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it is the master of its set.</summary>
    public bool IsMaster => BrokerId == 0;
}
