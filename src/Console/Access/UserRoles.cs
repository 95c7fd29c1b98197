using System.Collections.Immutable;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>The roles of one account: one for all clusters, and further ones for single clusters. The stronger of both counts.</summary>
/// <param name="Everywhere">For every cluster, those attached later too.</param>
/// <param name="PerCluster">By name of the cluster; never <see cref="Role.None"/>.</param>
public sealed record UserRoles(Role Everywhere, ImmutableSortedDictionary<string, Role> PerCluster)
{
    /// <summary>No role anywhere.</summary>
    public static readonly UserRoles Nothing = new(Role.None, ImmutableSortedDictionary.Create<string, Role>(StringComparer.Ordinal));

    /// <summary>One role for all clusters.</summary>
    public static UserRoles For(Role everywhere) => Nothing with { Everywhere = everywhere };

    /// <summary>The same with a role for one cluster; none takes the role for this cluster away.</summary>
    public UserRoles With(string cluster, Role role) =>
        this with { PerCluster = role is Role.None ? PerCluster.Remove(cluster) : PerCluster.SetItem(cluster, role) };

    /// <summary>What the account may do in a cluster.</summary>
    public Role In(string cluster) => PerCluster.GetValueOrDefault(cluster) is var own && own > Everywhere ? own : Everywhere;

    /// <summary>For people and logs: "viewer, dev: operator".</summary>
    public override string ToString() =>
        string.Join(", ", PerCluster.Select(pair => $"{pair.Key}: {Roles.NameOf(pair.Value)}").Prepend(Roles.NameOf(Everywhere)));
}
