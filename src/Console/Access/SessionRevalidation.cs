using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Ends open pages of a user whose password or role has changed; a circuit has no requests that would notice.</summary>
internal sealed class SessionRevalidation(ILoggerFactory loggers, UserStore users) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(users.IsCurrent(authenticationState.User));
}
