using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Saves a rule.</summary>
internal sealed class MaskingRuleSave(MaskingStore store, string cluster, MaskingRule rule) : IChange
{
    public string Kind => "masking.save";

    public string ObjectName => rule.Name;

    public string Policy => Policies.Administer;

    public bool IsListed => false;

    public ChangePlan Plan(ClusterSnapshot snapshot)
    {
        var before = store.RulesOf(cluster).FirstOrDefault(known => known.Name == rule.Name);
        return new ChangePlan([new BrokerChange(cluster, cluster, before is null, MaskingFields.Between(before, rule))], null);
    }

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        store.Save(cluster, rule);
        return Task.FromResult<IReadOnlyList<ServerOutcome>>([new ServerOutcome(cluster, null)]);
    }

    public bool IsVisible(ClusterSnapshot snapshot) => store.RulesOf(cluster).Contains(rule);
}
