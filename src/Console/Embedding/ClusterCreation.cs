using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Creates a cluster that the console runs, and starts it.</summary>
internal sealed class ClusterCreation(EmbeddedClusters clusters, string name, ClusterShape shape) : IPlacedChange
{
    private EmbeddedClusterOptions? _planned;

    public string Kind => "cluster.create";

    public string ObjectName => name;

    public string Cluster => name;

    public string Policy => Policies.ManageConsole;

    /// <summary>Which processes there will be.</summary>
    /// <exception cref="IOException">There is no room for their ports.</exception>
    public ChangePlan Plan()
    {
        _planned = clusters.Plan(name, shape);
        return new ChangePlan(
            [
                .. shape.Members(_planned.NameServerPort, _planned.BrokerPort).Select(member => new BrokerChange(
                    member.Name,
                    $"127.0.0.1:{member.Port}",
                    IsNew: true,
                    [
                        new FieldChange("Processes.Port", null, string.Join(", ", ClusterMember.PortsOf(member.Kind, member.Port))),
                        new FieldChange("Clusters.Folder", null, Path.Combine(_planned.Folder, member.Name)),
                    ])),
            ],
            null);
    }

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation) =>
        [new ServerOutcome(name, await clusters.CreateAsync(_planned ?? clusters.Plan(name, shape), shape, cancellation))];

    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(clusters.Find(name) is not null);
}
