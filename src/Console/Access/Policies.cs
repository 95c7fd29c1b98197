using Microsoft.AspNetCore.Authorization;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Names of the authorization policies: what a page or an endpoint asks for.</summary>
internal static class Policies
{
    /// <summary>Reading; any signed-in user.</summary>
    public const string View = "view";

    /// <summary>Everyday changes.</summary>
    public const string Operate = "operate";

    /// <summary>Losing data, changing servers, managing users.</summary>
    public const string Administer = "administer";

    /// <summary>Defines the policies; whatever names none needs a signed-in user.</summary>
    public static void Define(AuthorizationOptions options)
    {
        options.AddPolicy(View, policy => policy.RequireRole(Roles.Viewer, Roles.Operator, Roles.Administrator));
        options.AddPolicy(Operate, policy => policy.RequireRole(Roles.Operator, Roles.Administrator));
        options.AddPolicy(Administer, policy => policy.RequireRole(Roles.Administrator));
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }
}
