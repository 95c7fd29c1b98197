using Microsoft.AspNetCore.Authorization;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>
/// Names of the authorization policies: what a page or an endpoint asks for. The role is the one in the cluster of the address; where
/// the address names none, reading is for everybody who is signed in, and anything else needs the role for all clusters.
/// </summary>
internal static class Policies
{
    /// <summary>Reading.</summary>
    public const string View = "view";

    /// <summary>Everyday changes.</summary>
    public const string Operate = "operate";

    /// <summary>Losing data, changing servers.</summary>
    public const string Administer = "administer";

    /// <summary>Users, audit and the like, which belong to no cluster: administrators of all clusters only.</summary>
    public const string ManageConsole = "manage-console";

    /// <summary>Defines the policies; whatever names none asks for reading.</summary>
    public static void Define(AuthorizationOptions options)
    {
        options.AddPolicy(View, policy => policy.RequireAuthenticatedUser().AddRequirements(new RoleRequirement(Role.Viewer)));
        options.AddPolicy(Operate, policy => policy.RequireAuthenticatedUser().AddRequirements(new RoleRequirement(Role.Operator)));
        options.AddPolicy(Administer, policy => policy.RequireAuthenticatedUser().AddRequirements(new RoleRequirement(Role.Administrator)));
        options.AddPolicy(ManageConsole, policy => policy.RequireAuthenticatedUser().AddRequirements(new RoleRequirement(Role.Administrator, Everywhere: true)));
        options.DefaultPolicy = options.GetPolicy(View)!;
        options.FallbackPolicy = options.DefaultPolicy;
    }
}

/// <summary>Asks for a role.</summary>
/// <param name="Role">The least that is enough.</param>
/// <param name="Everywhere">It has to be for all clusters, whatever the address says.</param>
internal sealed record RoleRequirement(Role Role, bool Everywhere = false) : IAuthorizationRequirement;
