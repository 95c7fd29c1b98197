using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

/// <summary>The original's tables of users and decisions.</summary>
internal static class UserTables
{
    public static readonly TableLayout<UserInfo> Users = new(
        ["#UserName", "#Password", "#UserType", "#UserStatus"],
        "{0,-16}  {1,-22}  {2,-22}  {3,-22}",
        user => [user.Username, "***", user.UserType, user.UserStatus]);

    public static readonly TableLayout<AclLine> Acls = new(
        ["#Subject", "#PolicyType", "#Resource", "#Actions", "#SourceIp", "#Decision"],
        "{0,-16}  {1,-10}  {2,-22}  {3,-20}  {4,-24}  {5,-10}",
        line => [line.Subject, line.PolicyType, line.Entry?.Resource, List(line.Entry, line.Entry?.Actions), List(line.Entry, line.Entry?.SourceIps), line.Entry?.Decision]);

    /// <summary>A list as Java prints it; nothing where there is no entry, "null" where it has none.</summary>
    private static string List(AclPolicyEntry? entry, List<string>? values) =>
        entry is null ? "" : values is null ? "null" : $"[{string.Join(", ", values)}]";
}

/// <summary>A decision on a line.</summary>
internal sealed record AclLine(string? Subject, string? PolicyType, AclPolicyEntry? Entry)
{
    public static IEnumerable<AclLine> Of(AclInfo acl) => acl.Policies.Count == 0
        ? [new AclLine(acl.Subject, null, null)]
        : acl.Policies.SelectMany(policy => policy.Entries.Select(entry => new AclLine(acl.Subject, policy.PolicyType, entry)));
}

/// <summary>Users by broker, never with passwords.</summary>
internal sealed record UsersView(IReadOnlyDictionary<string, IReadOnlyList<UserInfo>> Brokers)
{
    public static UsersView Of(IEnumerable<KeyValuePair<string, IReadOnlyList<UserInfo>>> brokers) => new(new SortedDictionary<string, IReadOnlyList<UserInfo>>(
        brokers.ToDictionary(broker => broker.Key, broker => (IReadOnlyList<UserInfo>)[.. broker.Value.Select(user => user with { Password = null })]), StringComparer.Ordinal));

    /// <summary>Each user once where brokers have the same.</summary>
    public IEnumerable<UserInfo> Distinct => Brokers.Values.SelectMany(users => users).Distinct();
}

/// <summary>Decisions by broker.</summary>
internal sealed record AclsView(IReadOnlyDictionary<string, IReadOnlyList<AclInfo>> Brokers)
{
    public static AclsView Of(IEnumerable<KeyValuePair<string, IReadOnlyList<AclInfo>>> brokers) =>
        new(new SortedDictionary<string, IReadOnlyList<AclInfo>>(brokers.ToDictionary(), StringComparer.Ordinal));

    public void Print(Screen screen)
    {
        foreach (var acls in Brokers.Values.Where(acls => acls.Count > 0))
            UserTables.Acls.Print(screen, acls.SelectMany(AclLine.Of));
    }
}
