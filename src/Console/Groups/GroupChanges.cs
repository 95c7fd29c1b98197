using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>Changes groups, and looks at the cluster again afterwards. What single servers refuse stands in the outcomes.</summary>
internal static class GroupChanges
{
    /// <summary>Creates or changes a group on every chosen broker (200).</summary>
    public static async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, GroupDraft draft, CancellationToken cancellation = default)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(draft.Brokers.Select(broker => SaveAsync(connection, draft, broker, snapshot, cancellation)));
        await connection.RefreshAsync(cancellation);
        return [.. results.SelectMany(result => result)];
    }

    /// <summary>Deletes a group from every master (207), and what goes with it.</summary>
    public static async Task<IReadOnlyList<ServerOutcome>> DeleteAsync(
        IClusterConnection connection, string group, GroupDeletion deletion, CancellationToken cancellation = default)
    {
        var snapshot = connection.Snapshot;
        PartialResult<Done> result;
        try
        {
            result = await connection.Admin.Groups.DeleteAsync(group, BrokerTarget.AllMasters, deletion, cancellation);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }

        await connection.RefreshAsync(cancellation);
        return [.. ServerOutcome.Of(result, snapshot)];
    }

    private static async Task<IEnumerable<ServerOutcome>> SaveAsync(
        IClusterConnection connection, GroupDraft draft, string broker, ClusterSnapshot snapshot, CancellationToken cancellation)
    {
        try
        {
            var target = snapshot.MasterAddress(broker) is { } address ? BrokerTarget.Address(address) : BrokerTarget.Broker(broker);
            return ServerOutcome.Of(await connection.Admin.Groups.SaveAsync(draft.ConfigFor(broker), target, cancellation), snapshot);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(broker, FailureText.Of(failure))];
        }
    }
}
