using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>A user of brokers of 5.x as one broker has it.</summary>
/// <param name="Broker">Name of the broker set.</param>
/// <param name="Name">User name.</param>
/// <param name="Type">Super or Normal.</param>
/// <param name="Status">enable or disable.</param>
public sealed record UserAccountRow(string Broker, string Name, string Type, string Status)
{
    /// <summary>Asks every master for users (3005).</summary>
    public static async Task<AccessAnswer<UserAccountRow>> FetchAsync(IClusterConnection connection, CancellationToken cancellation) => await AccessAnswer<UserAccountRow>.OfUsersAsync(
        await connection.Admin.Users.ListAsync(null, BrokerTarget.AllMasters, cancellation),
        connection,
        (users, broker) => users.OrderBy(user => user.Username, StringComparer.Ordinal)
            .Select(user => new UserAccountRow(broker, user.Username ?? "", user.UserType ?? "", user.UserStatus ?? "")),
        cancellation);
}
