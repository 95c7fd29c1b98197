using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Exports;

/// <summary>Load and size of the masters of a cluster.</summary>
/// <param name="Brokers">By broker name.</param>
/// <param name="Failures">Masters that are missing.</param>
public sealed record ClusterMetrics(IReadOnlyDictionary<string, BrokerMetrics> Brokers, IReadOnlyList<TargetFailure> Failures);

/// <summary>Load and size of one master. What it does not tell is null.</summary>
/// <param name="Version">Its version in words.</param>
/// <param name="Clients">Languages and versions of the consumers that are connected, as LANGUAGE%VERSION.</param>
/// <param name="Processors">Processors, as its clientCallbackExecutorThreads says.</param>
/// <param name="MemoryKBytes">Memory of its machine.</param>
/// <param name="CommitLogDiskRatio">Share of the commit log's disk that is in use.</param>
/// <param name="ConsumeQueueDiskRatio">Share of the consume queues' disk that is in use.</param>
/// <param name="Rates">Messages per second.</param>
/// <param name="LastDay">Messages in a day.</param>
/// <param name="AverageMessageBytes">Mean size of a message.</param>
/// <param name="Topics">Topics that users made.</param>
/// <param name="Groups">Groups that users made.</param>
public sealed record BrokerMetrics(
    string? Version,
    IReadOnlyList<string> Clients,
    string? Processors,
    string? MemoryKBytes,
    double? CommitLogDiskRatio,
    double? ConsumeQueueDiskRatio,
    TrafficRates Rates,
    TrafficCounts LastDay,
    double? AverageMessageBytes,
    int Topics,
    int Groups);

/// <summary>Messages per second: stored, given out, half messages of transactions, delayed messages.</summary>
public sealed record TrafficRates(double? NormalIn, double? NormalOut, double TransactionIn, double DelayedIn);

/// <summary>Messages yesterday (stored, given out) and in the last 24 hours (half messages of transactions, delayed messages).</summary>
public sealed record TrafficCounts(long? NormalIn, long? NormalOut, long TransactionIn, long DelayedIn);
