using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>Changes on every master who may use it. What single brokers refuse stands in the outcomes.</summary>
internal static class AccessChanges
{
    /// <summary>Applies one change.</summary>
    public static async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(
        IClusterConnection connection, Func<IAdminClient, BrokerTarget, Task<PartialResult<Done>>> change)
    {
        try
        {
            return [.. ServerOutcome.Of(await change(connection.Admin, BrokerTarget.AllMasters), connection.Snapshot)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }
    }
}
