using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Users;

/// <summary>What brokers of 5.3 take for a user and for a decision; they ignore other words instead of refusing them.</summary>
public static class UserRules
{
    /// <summary>Kinds of user.</summary>
    public static IReadOnlyList<string> Types { get; } = ["Super", "Normal"];

    /// <summary>Whether a user may sign in.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["enable", "disable"];

    /// <summary>What is done.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["All", "Any", "Pub", "Sub", "Create", "Update", "Delete", "Get", "List"];

    /// <summary>What is decided.</summary>
    public static IReadOnlyList<string> Decisions { get; } = ["Allow", "Deny"];

    internal static void Check(UserInfo user, bool isNew)
    {
        Require(user.Username, "a user needs a name");
        if (isNew)
            Require(user.Password, $"user '{user.Username}' needs a password");
        else if (user.Password is null && user.UserType is null && user.UserStatus is null)
            throw new ArgumentException($"nothing of user '{user.Username}' is to be changed; a password, a type or a status is needed");
        Check("user type", user.UserType, Types);
        Check("user status", user.UserStatus, Statuses);
    }

    internal static void Check(AclInfo acl)
    {
        Require(acl.Subject, "a decision needs a subject, for example User:alice");
        var entries = acl.Policies.SelectMany(policy => policy.Entries).ToList();
        if (entries.Count == 0)
            throw new ArgumentException($"nothing is decided for '{acl.Subject}'; a resource is needed, for example Topic:orders");
        foreach (var entry in entries)
        {
            Require(entry.Resource, $"a decision for '{acl.Subject}' needs a resource, for example Topic:orders");
            if (entry.Actions is not { Count: > 0 })
                throw new ArgumentException($"the decision about '{entry.Resource}' needs an action: {string.Join(", ", Actions)}");
            foreach (var action in entry.Actions)
                Check("action", action, Actions);
            Check("decision", entry.Decision ?? "", Decisions);
        }
    }

    private static void Require(string? value, string problem)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new ArgumentException(problem);
    }

    private static void Check(string what, string? value, IReadOnlyList<string> allowed)
    {
        if (value is not null && !allowed.Contains(value, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{value}' is no {what}; {string.Join(", ", allowed)} are");
    }
}
