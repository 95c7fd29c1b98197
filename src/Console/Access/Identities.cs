using System.Security.Claims;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>The claims that make up a signed-in user, the same in cookie and token.</summary>
internal static class Identities
{
    /// <summary>Claim with the login name.</summary>
    public const string Name = "sub";

    /// <summary>Claim with one of <see cref="Roles"/>.</summary>
    public const string Role = "role";

    /// <summary>Claim with <see cref="User.Stamp"/> as it was at login.</summary>
    public const string Stamp = "stamp";

    /// <summary>The claims of a user.</summary>
    public static ClaimsIdentity Create(User user, string scheme) => new(
        [new Claim(Name, user.Name), new Claim(Role, user.Role), new Claim(Stamp, user.Stamp)], scheme, Name, Role);

    /// <summary>Whether the user still exists with the password and role that these claims were issued for.</summary>
    public static bool IsCurrent(this UserStore users, ClaimsPrincipal? principal) =>
        principal?.Identity?.Name is { } name
        && users.Find(name) is { } user
        && principal.HasClaim(Stamp, user.Stamp)
        && principal.HasClaim(Role, user.Role);
}
