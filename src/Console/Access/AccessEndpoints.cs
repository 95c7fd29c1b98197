using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Endpoints of login that are no pages: sign-out, tokens, and who am I.</summary>
internal static class AccessEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapAccess(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/logout", LogoutAsync);
        endpoints.MapPost("/api/v1/tokens", IssueToken).AllowAnonymous();
        endpoints.MapGet("/api/v1/me", (ClaimsPrincipal user) =>
            new Me(user.Identity?.Name ?? "", user.FindFirstValue(Identities.Role) ?? "")).RequireAuthorization(Policies.View);
    }

    /// <summary>Address that failed logins are counted under.</summary>
    public static string RemoteAddress(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>Signs the user in with the page cookie.</summary>
    public static Task SignInAsync(this HttpContext context, User user) => context.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(Identities.Create(user, CookieAuthenticationDefaults.AuthenticationScheme)));

    private static async Task<IResult> LogoutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("/login");
    }

    private static IResult IssueToken(TokenRequest request, HttpContext context, LoginService logins, Tokens tokens)
    {
        if (string.IsNullOrEmpty(request.Name) || string.IsNullOrEmpty(request.Password))
            return Results.Problem("The body needs the fields 'name' and 'password'.", statusCode: StatusCodes.Status400BadRequest);

        var login = logins.Login(request.Name, request.Password, context.RemoteAddress());
        if (login.User is not null)
            return Results.Ok(tokens.Issue(login.User));
        if (login.Wait is not { } wait)
            return Results.Problem("The name or the password is wrong.", statusCode: StatusCodes.Status401Unauthorized);

        var seconds = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return Results.Problem($"Too many failed attempts. Try again in {seconds} seconds.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    private sealed record TokenRequest(string? Name, string? Password);

    private sealed record Me(string Name, string Role);
}
