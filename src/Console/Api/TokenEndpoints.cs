using System.Globalization;
using System.Security.Claims;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>How programs log in: a short-lived access token, and a refresh token that can be used once.</summary>
internal static class TokenEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapTokens(this RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapPost("", Issue).AllowAnonymous().WithName("createToken").WithSummary("Logs in with user and password.")
            .Produces<TokenAnswer>().Refuses(400, 401, 403, 429);
        tokens.MapPost("/refresh", Refresh).AllowAnonymous().WithName("refreshToken")
            .WithSummary("Exchanges a refresh token for new tokens; used twice, it ends the login.")
            .Produces<TokenAnswer>().Refuses(400, 401);
        tokens.MapPost("/revoke", Revoke).AllowAnonymous().WithName("revokeToken").WithSummary("Ends the login that a refresh token belongs to.")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 401);
        api.MapGet("/me", Me).RequireAuthorization(Policies.View).WithTags("Tokens").WithName("me").WithSummary("Who the token belongs to, and what they may do.")
            .Produces<MeAnswer>().Refuses(401);
    }

    private static IResult Issue(TokenRequest request, HttpContext context, LoginService service, Logins logins, SessionStore sessions, Tokens tokens)
    {
        if (string.IsNullOrEmpty(request.User))
            return Problems.Invalid("user", "The body needs the field 'user', the login name.");
        if (string.IsNullOrEmpty(request.Password))
            return Problems.Invalid("password", "The body needs the field 'password'.");

        var login = service.Login(request.User, request.Password, context.RemoteAddress());
        if (login.User is { MustChangePassword: true })
            return Problems.PasswordMustChange();
        if (login.User is not null)
            return Answer(logins.Open(login.User, SessionKind.Program, context), sessions, tokens);
        if (login.IsDisabled)
            return Problems.Disabled();
        if (login.Wait is not { } wait)
            return Problems.WrongPassword();
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.LockedOut(seconds);
    }

    private static IResult Refresh(RefreshRequest request, Logins logins, SessionStore sessions, UserStore users, Tokens tokens)
    {
        if (string.IsNullOrEmpty(request.RefreshToken))
            return Problems.Invalid("refreshToken", "The body needs the field 'refreshToken'.");
        var result = sessions.UseRefreshToken(request.RefreshToken);
        if (result.WasReused)
            return Problems.WrongRefreshToken("This refresh token was used before. The login has been ended, since somebody else may have it: log in again.");
        if (result.Session is not { } session || users.Find(session.User) is not { IsDisabled: false })
            return Problems.WrongRefreshToken("There is no such refresh token, or its login has ended: log in again.");
        logins.Seen(new ClaimsPrincipal(Identities.Create(session, "refresh")));
        return Answer(session, sessions, tokens);
    }

    private static IResult Revoke(RefreshRequest request, SessionStore sessions)
    {
        if (string.IsNullOrEmpty(request.RefreshToken))
            return Problems.Invalid("refreshToken", "The body needs the field 'refreshToken'.");
        if (sessions.UseRefreshToken(request.RefreshToken).Session is not { } session)
            return Problems.WrongRefreshToken("There is no such refresh token, or its login has ended already.");
        sessions.End(session.User, session.Id);
        return Results.NoContent();
    }

    private static MeAnswer Me(ClaimsPrincipal user, ClusterAccess access)
    {
        var roles = access.RolesOf(user);
        return new MeAnswer(
            user.Identity?.Name ?? "",
            Roles.NameOf(roles.Everywhere),
            access.Visible(user).ToDictionary(cluster => cluster.Name, cluster => Roles.NameOf(roles.In(cluster.Name))));
    }

    private static IResult Answer(Session session, SessionStore sessions, Tokens tokens) => Results.Ok(new TokenAnswer(
        tokens.Issue(session, Tokens.Lifetime), sessions.NewRefreshToken(session), (int)Tokens.Lifetime.TotalSeconds, "Bearer"));

    /// <summary>A login.</summary>
    /// <param name="User">Login name.</param>
    /// <param name="Password">Password.</param>
    internal sealed record TokenRequest(string? User, string? Password)
    {
        /// <summary>Never the password, so that it does not get into logs.</summary>
        public override string ToString() => $"login of '{User}'";
    }

    /// <summary>A refresh token.</summary>
    /// <param name="RefreshToken">As it was answered.</param>
    internal sealed record RefreshRequest(string? RefreshToken)
    {
        /// <summary>Never the token, so that it does not get into logs.</summary>
        public override string ToString() => "refresh";
    }

    /// <summary>Tokens of a login.</summary>
    /// <param name="AccessToken">For the header <c>Authorization: Bearer …</c>.</param>
    /// <param name="RefreshToken">Gives new tokens, once.</param>
    /// <param name="ExpiresIn">Seconds that the access token lasts.</param>
    /// <param name="TokenType">Always Bearer.</param>
    internal sealed record TokenAnswer(string AccessToken, string RefreshToken, int ExpiresIn, string TokenType)
    {
        /// <summary>Never the tokens, so that they do not get into logs.</summary>
        public override string ToString() => "tokens";
    }

    /// <summary>Who one is.</summary>
    /// <param name="Name">Login name.</param>
    /// <param name="Role">Role for all clusters.</param>
    /// <param name="Clusters">Role by cluster, for the clusters that one sees.</param>
    internal sealed record MeAnswer(string Name, string Role, IReadOnlyDictionary<string, string> Clusters);
}
