using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Navigation;
using PageRoute = Microsoft.AspNetCore.Components.RouteData;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Decides whether somebody's role is enough in the cluster that the address names.</summary>
internal sealed class RoleHandler(ClusterAccess access, NavigationManager navigation) : AuthorizationHandler<RoleRequirement>
{
    /// <summary>Name of the parameter of routes that names the cluster.</summary>
    public const string Parameter = "ClusterName";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated != true)
            return Task.CompletedTask;
        var named = ClusterOf(context.Resource);
        var cluster = requirement.Everywhere ? null : named;
        var roles = access.RolesOf(context.User);
        var has = cluster is null ? roles.Everywhere : roles.In(cluster);
        if (has >= requirement.Role || (cluster is null && requirement.Role is Role.Viewer))
            context.Succeed(requirement);
        else
            context.Fail(new MissingRole(this, requirement.Role, cluster, isVisible: named is null || roles.In(named) > Role.None));
        return Task.CompletedTask;
    }

    // Parts of a page (AuthorizeView) come without a resource: theirs is the page's address.
    private string? ClusterOf(object? resource) => resource switch
    {
        HttpContext request => request.GetRouteValue("cluster") as string ?? request.GetRouteValue(Parameter) as string ?? Addresses.ClusterOf(request.Request.Path),
        ChangePlace place => place.Cluster,
        PageRoute page => page.RouteValues.GetValueOrDefault(Parameter) as string,
        _ => Addresses.ClusterOf(navigation.ToBaseRelativePath(navigation.Uri)),
    };
}

/// <summary>Why somebody may not: which role is missing, and whether the cluster may be known to exist.</summary>
internal sealed class MissingRole(IAuthorizationHandler handler, Role role, string? cluster, bool isVisible)
    : AuthorizationFailureReason(handler, $"needs the role {Roles.NameOf(role)}")
{
    /// <summary>The least role that would be enough.</summary>
    public Role Role { get; } = role;

    /// <summary>Where; null for all clusters.</summary>
    public string? Cluster { get; } = cluster;

    /// <summary>False when the user has no role there at all, and gets the same answer as for a cluster that does not exist.</summary>
    public bool IsVisible { get; } = isVisible;
}
