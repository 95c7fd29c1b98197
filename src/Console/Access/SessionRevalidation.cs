using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>
/// Ends open pages when their login ends, and has them check again when the user's roles change; a circuit has no requests that would
/// notice. Ends that no event tells of (a login that expires) are seen within the interval.
/// </summary>
internal sealed class SessionRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly UserStore _users;
    private readonly SessionStore _sessions;
    private readonly Logins _logins;

    public SessionRevalidation(ILoggerFactory loggers, UserStore users, SessionStore sessions, Logins logins)
        : base(loggers)
    {
        (_users, _sessions, _logins) = (users, sessions, logins);
        _users.Changed += OnChanged;
        _sessions.Ended += OnChanged;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        _logins.Seen(authenticationState.User);
        return Task.FromResult(_logins.Find(authenticationState.User) is not null);
    }

    protected override void Dispose(bool disposing)
    {
        _users.Changed -= OnChanged;
        _sessions.Ended -= OnChanged;
        base.Dispose(disposing);
    }

    private void OnChanged(string user) => _ = AgainAsync(user);

    private async Task AgainAsync(string user)
    {
        var state = await GetAuthenticationStateAsync();
        if (!user.Equals(state.User.Identity?.Name, StringComparison.OrdinalIgnoreCase))
            return;
        SetAuthenticationState(Task.FromResult(_logins.Find(state.User) is null ? new AuthenticationState(new System.Security.Claims.ClaimsPrincipal()) : state));
    }
}
