namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>Which values of a claim give which role: <c>value=role</c> for all clusters, <c>value=role@cluster</c> for one; separated by semicolons.</summary>
internal sealed class RoleMapping
{
    /// <summary>Gives no role.</summary>
    public static readonly RoleMapping Nothing = new([]);

    private readonly IReadOnlyList<(string Value, Role Role, string? Cluster)> _rules;

    private RoleMapping(IReadOnlyList<(string Value, Role Role, string? Cluster)> rules) => _rules = rules;

    /// <summary>Reads a mapping.</summary>
    /// <exception cref="UnusableOutsideLoginException">A rule is not readable; the message names it.</exception>
    public static RoleMapping Parse(string text, string variable)
    {
        List<(string, Role, string?)> rules = [];
        foreach (var rule in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Values may hold an equals sign, as names of directories do.
            var equals = rule.LastIndexOf('=');
            var target = equals < 0 ? [] : rule[(equals + 1)..].Split('@', 2);
            if (equals <= 0 || Access.Roles.Parse(target[0]) is not { } role || role is Role.None || target is [_, ""])
            {
                throw new UnusableOutsideLoginException(
                    $"{variable}: '{rule}' is no rule; allowed is VALUE=ROLE or VALUE=ROLE@CLUSTER with one of {string.Join(", ", Access.Roles.All.Skip(1))}.");
            }

            rules.Add((rule[..equals], role, target is [_, var cluster] ? cluster : null));
        }

        return new RoleMapping(rules);
    }

    /// <summary>The roles of somebody with these values; the strongest counts.</summary>
    public UserRoles RolesOf(IReadOnlyCollection<string> values)
    {
        var roles = UserRoles.Nothing;
        foreach (var (_, role, cluster) in _rules.Where(rule => values.Contains(rule.Value)))
        {
            if (cluster is null)
                roles = roles with { Everywhere = role > roles.Everywhere ? role : roles.Everywhere };
            else if (role > roles.PerCluster.GetValueOrDefault(cluster))
                roles = roles.With(cluster, role);
        }

        return roles;
    }
}
