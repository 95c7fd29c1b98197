using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Signing in and out of the pages.</summary>
internal static class AccessEndpoints
{
    /// <summary>Adds the endpoint that pages sign out with.</summary>
    public static void MapAccess(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/logout", LogoutAsync);

    /// <summary>Address that failed logins are counted under.</summary>
    public static string RemoteAddress(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>Signs the user in with the page cookie.</summary>
    public static Task SignInAsync(this HttpContext context, User user)
    {
        var session = context.RequestServices.GetRequiredService<Logins>().Open(user, SessionKind.Browser, context);
        return context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            new ClaimsPrincipal(Identities.Create(session, CookieAuthenticationDefaults.AuthenticationScheme)));
    }

    private static async Task<IResult> LogoutAsync(HttpContext context, IAntiforgery antiforgery, SessionStore sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        if (context.User.SessionOf() is { } id)
            sessions.End(context.User.Identity?.Name ?? "", id);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("~/login");
    }
}
