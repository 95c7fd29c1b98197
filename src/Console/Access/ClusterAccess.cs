using System.Security.Claims;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>What somebody may do, and which clusters they see.</summary>
internal sealed class ClusterAccess(Logins logins, ClusterDirectory directory)
{
    /// <summary>The roles of somebody; none when the login has ended.</summary>
    public UserRoles RolesOf(ClaimsPrincipal? principal) => logins.Find(principal)?.Roles ?? UserRoles.Nothing;

    /// <summary>The role of somebody in a cluster.</summary>
    public Role RoleIn(ClaimsPrincipal? principal, string cluster) => RolesOf(principal).In(cluster);

    /// <summary>The clusters that somebody sees, in the order they were added.</summary>
    public IReadOnlyList<ClusterInfo> Visible(ClaimsPrincipal? principal)
    {
        var roles = RolesOf(principal);
        return [.. directory.All.Where(cluster => roles.In(cluster.Name) > Role.None)];
    }
}
