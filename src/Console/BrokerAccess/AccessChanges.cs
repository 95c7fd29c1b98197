using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>The changes of accounts, users and policies, compared with what brokers were last seen to have.</summary>
/// <param name="snapshot">The masters that are asked.</param>
internal sealed class AccessChanges(ClusterSnapshot snapshot)
{
    private const string Given = "(new)";

    // A variable of the shell, so that no secret is on a screen or in a history.
    private const string SecretVariable = " \"$SECRET\"";

    /// <summary>Creates or changes an account of 4.9.</summary>
    public AccessChange Save(AccountDraft draft, IReadOnlyList<AccountRow> known)
    {
        var account = draft.Build();
        var name = account.AccessKey!;
        (string, Func<AccountRow, string>, string)[] fields =
        [
            ("Access.TopicDefault", row => row.TopicDefault, account.DefaultTopicPerm ?? ""),
            ("Access.GroupDefault", row => row.GroupDefault, account.DefaultGroupPerm ?? ""),
            ("Access.Topics", row => row.Topics, string.Join(", ", account.TopicPerms ?? [])),
            ("Access.Groups", row => row.Groups, string.Join(", ", account.GroupPerms ?? [])),
            ("Access.Addresses", row => row.Addresses, account.WhiteRemoteAddress ?? ""),
            ("Access.AdminDetail", row => Text(row.IsAdmin), Text(account.Admin)),
        ];
        return new AccessChange(
            "acl-account.save",
            name,
            new ChangePlan(Compare(known, row => row.Broker, row => row.Name == name, fields, hasSecret: true), draft.CommandLine(snapshot)),
            (admin, target) => admin.Access.SaveAsync(account, target),
            async (connection, cancellation) => Holds(await AccountRow.FetchAsync(connection, cancellation), row => row.Broker, row => row.Name == name, fields));
    }

    /// <summary>Deletes an account of 4.9.</summary>
    public AccessChange DeleteAccount(string name, IReadOnlyList<AccountRow> known) => new(
        "acl-account.delete",
        name,
        new ChangePlan(Lose(known, row => row.Broker, row => row.Name == name, "Access.Account", name), Lines("deleteAclConfig", "-a", name)),
        (admin, target) => admin.Access.DeleteAsync(name, target),
        async (connection, cancellation) => IsGone(await AccountRow.FetchAsync(connection, cancellation), row => row.Name == name));

    /// <summary>Creates or changes a user of 5.x; without a password an existing one keeps its own.</summary>
    public AccessChange Save(UserInfo user, IReadOnlyList<UserAccountRow> known)
    {
        var name = user.Username!;
        var isNew = !known.Any(row => row.Name == name);
        List<(string, Func<UserAccountRow, string>, string)> fields = [];
        if (user.UserType is { } type)
            fields.Add(("Access.Type", row => row.Type, type));
        if (user.UserStatus is { } status)
            fields.Add(("Access.Status", row => row.Status, status));
        string[] options = [.. Option("-t", user.UserType), .. Option("-s", user.UserStatus)];
        var line = Lines(isNew ? "createUser" : "updateUser", ["-u", name, .. options], user.Password is null ? "" : " -p" + SecretVariable);
        return new AccessChange(
            "acl-user.save",
            name,
            new ChangePlan(Compare(known, row => row.Broker, row => row.Name == name, [.. fields], user.Password is not null), line),
            (admin, target) => isNew ? admin.Users.CreateAsync(user, target) : admin.Users.UpdateAsync(user, target),
            async (connection, cancellation) => Holds(await UserAccountRow.FetchAsync(connection, cancellation), row => row.Broker, row => row.Name == name, [.. fields]));
    }

    /// <summary>Deletes a user of 5.x.</summary>
    public AccessChange DeleteUser(string name, IReadOnlyList<UserAccountRow> known) => new(
        "acl-user.delete",
        name,
        new ChangePlan(Lose(known, row => row.Broker, row => row.Name == name, "Access.User", name), Lines("deleteUser", "-u", name)),
        (admin, target) => admin.Users.DeleteAsync(name, target),
        async (connection, cancellation) => IsGone(await UserAccountRow.FetchAsync(connection, cancellation), row => row.Name == name));

    /// <summary>Creates or changes what a subject may do to one resource. Who has no policy yet needs another request than who has some.</summary>
    public AccessChange Save(string subject, AclPolicyEntry entry, IReadOnlyList<PolicyRow> known)
    {
        var acl = new AclInfo { Subject = subject, Policies = [new AclPolicy { Entries = [entry] }] };
        var isNew = !known.Any(row => row.Subject == subject);
        bool IsIt(PolicyRow row) => row.Subject == subject && row.Resource == entry.Resource;
        string actions = string.Join(", ", entry.Actions ?? []), sources = string.Join(", ", entry.SourceIps ?? []);
        (string, Func<PolicyRow, string>, string)[] fields =
            [("Access.Allowed", row => row.Actions, actions), ("Access.Sources", row => row.Sources, sources), ("Access.Decision", row => row.Decision, entry.Decision ?? "")];
        var line = Lines(
            isNew ? "createAcl" : "updateAcl",
            ["-s", subject, "-r", entry.Resource ?? "", "-a", string.Join(',', entry.Actions ?? []), "-d", entry.Decision ?? "", .. Option("-i", string.Join(',', entry.SourceIps ?? []))],
            "");
        return new AccessChange(
            "acl-policy.save",
            $"{subject} · {entry.Resource}",
            new ChangePlan(Compare(known, row => row.Broker, IsIt, fields, hasSecret: false), line),
            (admin, target) => isNew ? admin.Users.CreateAclAsync(acl, target) : admin.Users.UpdateAclAsync(acl, target),
            async (connection, cancellation) => Holds(await PolicyRow.FetchAsync(connection, cancellation), row => row.Broker, IsIt, fields));
    }

    /// <summary>Deletes what a subject may do to one resource.</summary>
    public AccessChange DeletePolicy(string subject, string resource, IReadOnlyList<PolicyRow> known)
    {
        bool IsIt(PolicyRow row) => row.Subject == subject && row.Resource == resource;
        return new AccessChange(
            "acl-policy.delete",
            $"{subject} · {resource}",
            new ChangePlan(Lose(known, row => row.Broker, IsIt, "Access.Resource", resource), Lines("deleteAcl", "-s", subject, "-r", resource)),
            (admin, target) => admin.Users.DeleteAclAsync(subject, resource, target),
            async (connection, cancellation) => IsGone(await PolicyRow.FetchAsync(connection, cancellation), IsIt));
    }

    private List<BrokerChange> Compare<T>(
        IReadOnlyList<T> known, Func<T, string> brokerOf, Func<T, bool> isIt, IReadOnlyList<(string Name, Func<T, string> Value, string After)> fields, bool hasSecret)
        where T : class => [.. snapshot.Masters().Select(master =>
        {
            var before = known.FirstOrDefault(row => brokerOf(row) == master.BrokerName && isIt(row));
            var changes = fields.Select(field => new FieldChange(field.Name, before is null ? null : field.Value(before), field.After)).Where(change => (change.Before ?? "") != change.After);
            return new BrokerChange(master.BrokerName, master.Address, before is null, [.. changes, .. hasSecret ? [new FieldChange("Access.Secret", null, Given)] : Array.Empty<FieldChange>()]);
        })];

    private List<BrokerChange> Lose<T>(IReadOnlyList<T> known, Func<T, string> brokerOf, Func<T, bool> isIt, string field, string name) =>
        [.. snapshot.Masters().Select(master => new BrokerChange(
            master.BrokerName, master.Address, false, known.Count == 0 || known.Any(row => brokerOf(row) == master.BrokerName && isIt(row)) ? [new FieldChange(field, name, null)] : []))];

    private static bool Holds<T>(AccessAnswer<T> answer, Func<T, string> brokerOf, Func<T, bool> isIt, IReadOnlyList<(string Name, Func<T, string> Value, string After)> fields)
        where T : class => answer.Failures.Count == 0
        && answer.Rows.Where(isIt).ToList() is var rows
        && rows.Select(brokerOf).Distinct().Count() == answer.Asked
        && rows.All(row => fields.All(field => string.Equals(field.Value(row), field.After, StringComparison.OrdinalIgnoreCase)));

    private static bool IsGone<T>(AccessAnswer<T> answer, Func<T, bool> isIt)
        where T : class => answer.Failures.Count == 0 && !answer.Rows.Any(isIt);

    private string Lines(string command, params IEnumerable<string> options) => Lines(command, options, "");

    private string Lines(string command, IEnumerable<string> options, string secret) => string.Join(
        '\n', snapshot.Masters().Select(broker => broker.ClusterName).Distinct().Select(cluster => ShellText.Line(["mqadmin", command, "-c", cluster, .. options]) + secret));

    private static string[] Option(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [name, value];

    private static string Text(bool value) => value ? "true" : "false";
}
