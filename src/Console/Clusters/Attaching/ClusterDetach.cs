using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>Detaches a cluster and forgets its keys. Its servers notice nothing.</summary>
internal sealed class ClusterDetach(AttachedClusters clusters, string name) : IPlacedChange
{
    public string Kind => "cluster.detach";

    public string ObjectName => name;

    public string Cluster => name;

    public string Policy => Policies.ManageConsole;

    /// <summary>What would be forgotten.</summary>
    public ChangePlan Plan() => new(
        clusters.Find(name) is { } before
            ? [new BrokerChange(name, string.Join(", ", before.NameServers), false, [new FieldChange("Clusters.Addresses", string.Join(", ", before.NameServers), null)])]
            : [],
        null);

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation)
    {
        if (clusters.Find(name) is null)
            return [new ServerOutcome(name, $"{name} was not attached on the page Clusters")];
        await clusters.DetachAsync(name);
        return [new ServerOutcome(name, null)];
    }

    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(clusters.Find(name) is null);
}
