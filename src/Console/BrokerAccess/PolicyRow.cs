using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>A policy of brokers of 5.x: what somebody may do to one resource, as one broker has it.</summary>
/// <param name="Broker">Name of the broker set.</param>
/// <param name="Subject">Who, "User:alice".</param>
/// <param name="Resource">To what, "Topic:orders".</param>
/// <param name="Actions">What, "Pub, Sub".</param>
/// <param name="Sources">From where; empty for anywhere.</param>
/// <param name="Decision">Allow or Deny.</param>
public sealed record PolicyRow(string Broker, string Subject, string Resource, string Actions, string Sources, string Decision)
{
    /// <summary>Asks every master for policies (3010).</summary>
    public static async Task<AccessAnswer<PolicyRow>> FetchAsync(IClusterConnection connection, CancellationToken cancellation) => await AccessAnswer<PolicyRow>.OfUsersAsync(
        await connection.Admin.Users.ListAclsAsync(null, null, BrokerTarget.AllMasters, cancellation),
        connection,
        (acls, broker) => acls.OrderBy(acl => acl.Subject, StringComparer.Ordinal).SelectMany(acl => acl.Policies.SelectMany(policy => policy.Entries)
            .Select(entry => new PolicyRow(
                broker,
                acl.Subject ?? "",
                entry.Resource ?? "",
                string.Join(", ", entry.Actions ?? []),
                string.Join(", ", entry.SourceIps ?? []),
                entry.Decision ?? ""))),
        cancellation);
}
