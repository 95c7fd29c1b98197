using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Exports;

/// <summary>
/// Topics and groups that users made. Over several brokers their queue numbers are added up, as the original's export does.
/// </summary>
/// <param name="Topics">By name.</param>
/// <param name="Groups">By name.</param>
/// <param name="Failures">Brokers whose topics or groups are missing.</param>
public sealed record ClusterMetadata(
    IReadOnlyDictionary<string, TopicConfig> Topics,
    IReadOnlyDictionary<string, SubscriptionGroupConfig> Groups,
    IReadOnlyList<TargetFailure> Failures);
