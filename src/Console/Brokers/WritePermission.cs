using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>
/// Takes the write permission of a broker set out of the routes of every name server (205), so that producers go elsewhere, or puts it back (327).
/// Name servers forget it when the broker registers changed topics.
/// </summary>
internal sealed class WritePermission(IClusterConnection connection, string brokerName, bool writable) : IPlacedChange
{
    private const string Field = "Brokers.WritePermission";

    public string Kind => writable ? "broker.write-on" : "broker.write-off";

    public string ObjectName => brokerName;

    public string Cluster => connection.Name;

    public string Policy => Policies.Administer;

    /// <summary>What each name server would be told.</summary>
    public ChangePlan Plan() => new(
        [.. connection.Admin.NameServers.Addresses.Select(address => new BrokerChange(address, address, false, [new FieldChange(Field, Word(!writable), Word(writable))]))],
        ShellText.Line("mqadmin", writable ? "addWritePerm" : "wipeWritePerm", "-b", brokerName, "-n", string.Join(';', connection.Admin.NameServers.Addresses)));

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation)
    {
        var servers = connection.Admin.NameServers;
        try
        {
            var result = await (writable ? servers.AddWritePermissionAsync(brokerName, cancellation) : servers.WipeWritePermissionAsync(brokerName, cancellation));
            return
            [
                .. result.Values.Select(pair => new ServerOutcome(pair.Key, null, $"topics changed: {pair.Value}")),
                .. result.Failures.Select(failure => new ServerOutcome(failure.Address, FailureText.Of(failure.Reason))),
            ];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }
    }

    public async Task<bool> IsVisibleAsync(CancellationToken cancellation)
    {
        try
        {
            return await IsWritableAsync(connection, brokerName, cancellation) is not { } now || now == writable;
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return false;
        }
    }

    /// <summary>Whether producers are sent to a broker set: by the route of a topic that the broker itself lets them write to.</summary>
    /// <returns>Null when there is no such topic to tell it by.</returns>
    public static async Task<bool?> IsWritableAsync(IClusterConnection connection, string brokerName, CancellationToken cancellation)
    {
        var topic = connection.Snapshot.Topics.FirstOrDefault(
            topic => topic.Configs.TryGetValue(brokerName, out var config) && ((Permissions)config.Perm).HasFlag(Permissions.Write))?.Name;
        var route = topic is null ? null : await connection.Admin.Topics.FindRouteAsync(topic, cancellation);
        return route?.QueueDatas.Find(queue => queue.BrokerName == brokerName) is { } data ? ((Permissions)data.Perm).HasFlag(Permissions.Write) : null;
    }

    private static string Word(bool isWritable) => isWritable ? "read and write" : "read only";
}
