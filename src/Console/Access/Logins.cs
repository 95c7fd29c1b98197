using System.Security.Claims;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Opens logins and tells whether one still holds.</summary>
internal sealed class Logins(UserStore users, SessionStore sessions)
{
    /// <summary>How long a browser stays logged in without being used.</summary>
    public static readonly TimeSpan BrowserLifetime = TimeSpan.FromHours(12);

    /// <summary>How long a program may refresh its token without having done so.</summary>
    public static readonly TimeSpan ProgramLifetime = TimeSpan.FromDays(30);

    /// <summary>Opens a login for a browser or a program.</summary>
    public Session Open(User user, SessionKind kind, HttpContext context) => sessions.Open(
        user.Name,
        kind,
        kind is SessionKind.Browser ? BrowserLifetime : ProgramLifetime,
        context.Request.Headers.UserAgent.ToString(),
        context.RemoteAddress());

    /// <summary>The account behind a request; null when its login has ended, or the account is gone or disabled.</summary>
    public User? Find(ClaimsPrincipal? principal) =>
        principal.SessionOf() is { } id
        && sessions.Find(id) is { } session
        && users.Find(session.User) is { IsDisabled: false } user
        && session.User.Equals(principal?.Identity?.Name, StringComparison.OrdinalIgnoreCase)
            ? user
            : null;

    /// <summary>Notes that a login is in use.</summary>
    public void Seen(ClaimsPrincipal? principal)
    {
        if (principal.SessionOf() is { } id && sessions.Find(id) is { } session)
            sessions.Seen(session, session.Kind switch
            {
                SessionKind.Browser => BrowserLifetime,
                SessionKind.Program => ProgramLifetime,
                _ => null,
            });
    }
}
