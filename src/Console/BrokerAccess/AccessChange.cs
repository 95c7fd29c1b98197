using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>A change of who may use the brokers, on every master. Secrets stand nowhere in it but as given.</summary>
/// <param name="kind">Kind in the audit.</param>
/// <param name="name">The account, user or policy.</param>
/// <param name="plan">Before and after, as far as brokers tell, and the line of mqadmin.</param>
/// <param name="send">Sends it.</param>
/// <param name="look">Asks the brokers whether they have it now.</param>
internal sealed class AccessChange(
    string kind,
    string name,
    ChangePlan plan,
    Func<IAdminClient, BrokerTarget, Task<PartialResult<Done>>> send,
    Func<IClusterConnection, CancellationToken, Task<bool>> look) : IChange
{
    public string Kind => kind;

    public string ObjectName => name;

    public string Policy => Policies.Administer;

    public bool IsListed => false;

    public ChangePlan Plan(ClusterSnapshot snapshot) => plan;

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            return [.. ServerOutcome.Of(await send(connection.Admin, BrokerTarget.AllMasters), connection.Snapshot)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }
    }

    public bool IsVisible(ClusterSnapshot snapshot) => false;

    // Brokers of 4.9.5 to 4.9.8 change accounts but do not list them: what they do not tell has not been seen.
    public async Task<bool> IsVisibleAsync(ClusterSnapshot snapshot, IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            return await look(connection, cancellation);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return false;
        }
    }
}
