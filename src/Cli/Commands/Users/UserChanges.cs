using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

/// <summary>What a change of users or decisions does to each broker, for a dry run.</summary>
internal static class UserChanges
{
    public static IReadOnlyList<string> Describe<T>(PartialResult<T> found, Func<string, T, string> sentence) =>
        [.. found.OrThrow().Values.OrderBy(broker => broker.Key, StringComparer.Ordinal).Select(broker => sentence(broker.Key, broker.Value))];

    /// <summary>The part of a decision about one resource.</summary>
    public static AclPolicyEntry? EntryOf(AclInfo? acl, string resource) =>
        acl?.Policies.SelectMany(policy => policy.Entries).FirstOrDefault(entry => entry.Resource == resource);

    public static string Describe(AclPolicyEntry? entry) => entry is null
        ? "nothing"
        : $"{entry.Decision} [{string.Join(", ", entry.Actions ?? [])}] from [{string.Join(", ", entry.SourceIps ?? [])}]";
}
