using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>An account of brokers of 4.9 as one broker has it.</summary>
/// <param name="Broker">Name of the broker set.</param>
/// <param name="Name">Its access key.</param>
/// <param name="IsAdmin">Whether administration is allowed.</param>
/// <param name="TopicDefault">Permission on topics that are not listed.</param>
/// <param name="GroupDefault">Permission on groups that are not listed.</param>
/// <param name="Topics">Permissions on topics, "orders=PUB|SUB, …".</param>
/// <param name="Groups">Permissions on groups.</param>
/// <param name="Addresses">Addresses that need no signature.</param>
public sealed record AccountRow(
    string Broker, string Name, bool IsAdmin, string TopicDefault, string GroupDefault, string Topics, string Groups, string Addresses)
{
    /// <summary>Asks every master for accounts (54).</summary>
    public static async Task<AccessAnswer<AccountRow>> FetchAsync(IClusterConnection connection, CancellationToken cancellation) => AccessAnswer<AccountRow>.Of(
        await connection.Admin.Access.GetAsync(BrokerTarget.AllMasters, cancellation),
        connection.Snapshot,
        (config, broker) => config.PlainAccessConfigs.OrderBy(account => account.AccessKey, StringComparer.Ordinal).Select(account => new AccountRow(
            broker,
            account.AccessKey ?? "",
            account.Admin,
            account.DefaultTopicPerm ?? "",
            account.DefaultGroupPerm ?? "",
            string.Join(", ", account.TopicPerms ?? []),
            string.Join(", ", account.GroupPerms ?? []),
            account.WhiteRemoteAddress ?? "")));
}
