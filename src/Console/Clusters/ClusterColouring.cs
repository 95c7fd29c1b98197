using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Gives a cluster another colour.</summary>
internal sealed class ClusterColouring(ClusterConnector connector, ClusterDirectory directory, string name, ClusterTint tint) : IPlacedChange
{
    public string Kind => "cluster.colour";

    public string ObjectName => name;

    public string Cluster => name;

    public string Policy => Policies.ManageConsole;

    /// <summary>The colour now and afterwards.</summary>
    public ChangePlan Plan() => new(
        [new BrokerChange(name, "", false, [new FieldChange("Clusters.Tint", directory.Find(name)?.Tint.ToString(), tint.ToString())])], null);

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation)
    {
        connector.SetTint(name, tint);
        return Task.FromResult<IReadOnlyList<ServerOutcome>>([new ServerOutcome(name, null)]);
    }

    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(directory.Find(name)?.Tint == tint);
}
