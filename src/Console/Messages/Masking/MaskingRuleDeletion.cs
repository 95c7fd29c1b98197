using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Deletes a rule.</summary>
internal sealed class MaskingRuleDeletion(MaskingStore store, string cluster, string name) : IChange
{
    public string Kind => "masking.delete";

    public string ObjectName => name;

    public string Policy => Policies.Administer;

    public bool IsListed => false;

    public ChangePlan Plan(ClusterSnapshot snapshot) =>
        new([new BrokerChange(cluster, cluster, false, MaskingFields.Between(store.RulesOf(cluster).FirstOrDefault(known => known.Name == name), null))], null);

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ServerOutcome>>([new ServerOutcome(cluster, store.Delete(cluster, name) ? null : $"there is no rule '{name}'")]);

    public bool IsVisible(ClusterSnapshot snapshot) => store.RulesOf(cluster).All(known => known.Name != name);
}
