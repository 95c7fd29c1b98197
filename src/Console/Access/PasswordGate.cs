using Microsoft.AspNetCore.Components.Endpoints;
using RocketMQ.ManagementConsole.Api;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Lets those who have to choose a password do that before anything else.</summary>
internal static class PasswordGate
{
    /// <summary>Where it is done.</summary>
    public const string Page = "/account";

    private static readonly string[] Open = [Page, "/logout", "/login", "/preferences"];

    /// <summary>Adds the gate; it needs the user and the endpoint.</summary>
    public static IApplicationBuilder UsePasswordGate(this IApplicationBuilder application) => application.Use(static (context, next) =>
    {
        var user = context.RequestServices.GetRequiredService<Logins>().Find(context.User);
        if (user is not { MustChangePassword: true } || Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path)) || IsFile(context))
            return next(context);
        if (context.IsForPrograms())
            return Problems.PasswordMustChange().ExecuteAsync(context);
        context.Response.Redirect(context.Request.PathBase + Page);
        return Task.CompletedTask;
    });

    // Style sheets and scripts are for everybody.
    private static bool IsFile(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null
        && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null;
}
