using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Deletes a cluster that the console runs, with its files unless they are to be kept.</summary>
internal sealed class ClusterDeletion(EmbeddedClusters clusters, ClusterTints tints, string name, bool keepFolder) : IPlacedChange
{
    public string Kind => "cluster.delete";

    public string ObjectName => name;

    public string Cluster => name;

    public string Policy => Policies.ManageConsole;

    /// <summary>Which processes, and which folders, there will be no more.</summary>
    public ChangePlan Plan() => new([.. clusters.Find(name) is { } cluster ? cluster.Servers.Select(server => Lost(cluster, server)) : []], null);

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation)
    {
        var refusal = await clusters.DeleteAsync(name, keepFolder, cancellation);
        if (clusters.Find(name) is null)
            tints.Forget(name);
        return [new ServerOutcome(name, refusal)];
    }

    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(clusters.Find(name) is null);

    private BrokerChange Lost(IServerSupervisor cluster, ServerSnapshot server)
    {
        var folder = cluster.FolderOf(server.Name);
        return new BrokerChange(server.Name, server.Address, false, [new FieldChange("Clusters.Folder", folder, keepFolder ? folder : null)]);
    }
}
