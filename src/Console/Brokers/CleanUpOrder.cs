using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>Orders one broker to tidy up. Brokers answer that they took the order, not what went.</summary>
internal sealed class CleanUpOrder(BrokerPlace broker, CleanUp what) : IPlacedChange
{
    public string Kind => what switch
    {
        CleanUp.ExpiredFiles => "broker.clean-files",
        CleanUp.ExpiredQueues => "broker.clean-queues",
        _ => "broker.clean-topics",
    };

    public string ObjectName => broker.ObjectName;

    public string Cluster => broker.Connection.Name;

    public string Policy => Policies.Administer;

    /// <summary>What may go.</summary>
    public ChangePlan Plan() => new(
        [new BrokerChange(broker.ObjectName, broker.Address, false, [new FieldChange("Brokers.Clean." + what, "kept", "deleted")])],
        ShellText.Line("mqadmin", Command, "-b", broker.Address));

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation)
    {
        var (maintenance, target) = (broker.Connection.Admin.Maintenance, BrokerTarget.Address(broker.Address));
        return await ServerRequests.AskAsync(
            () => what switch
            {
                CleanUp.ExpiredFiles => maintenance.DeleteExpiredFilesAsync(target, cancellation),
                CleanUp.ExpiredQueues => maintenance.CleanExpiredQueuesAsync(target, cancellation),
                _ => maintenance.CleanUnusedTopicsAsync(target, cancellation),
            },
            broker.ObjectName,
            broker.Connection.Snapshot);
    }

    // What goes, goes in the background, and the broker does not tell when it is done.
    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(true);

    private string Command => what switch
    {
        CleanUp.ExpiredFiles => "deleteExpiredCommitLog",
        CleanUp.ExpiredQueues => "cleanExpiredCQ",
        _ => "cleanUnusedTopic",
    };
}
