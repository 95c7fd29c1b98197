using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Exports;

/// <summary>How a cluster is laid out and set up.</summary>
/// <param name="NameServers">How many name servers there are.</param>
/// <param name="Masters">How many masters.</param>
/// <param name="Slaves">How many slaves.</param>
/// <param name="Settings">Of each master the settings that say how it stores and replicates, by broker name.</param>
/// <param name="Failures">Masters whose settings are missing.</param>
public sealed record ClusterConfigs(
    int NameServers,
    int Masters,
    int Slaves,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings,
    IReadOnlyList<TargetFailure> Failures);
