using System.Security.Claims;

namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>
/// The accounts of people that the provider vouches for. They are found by issuer and subject, never by name: a name can be chosen, and
/// would open the local account of the same name. Roles are taken from the token at every login.
/// </summary>
internal sealed class OutsideAccounts(UserStore users, OutsideLoginOptions options, TimeProvider clock)
{
    private static readonly string[] NameClaims = ["preferred_username", "email", "sub"];

    /// <summary>The account of somebody, made at the first login.</summary>
    /// <exception cref="OutsideLoginException">They may not in.</exception>
    public User Admit(ClaimsIdentity claims)
    {
        var identity = new OutsideIdentity(options.Issuer.AbsoluteUri, claims.FindFirst("sub")!.Value);
        var roles = options.Roles.RolesOf([.. RoleClaim.ValuesOf(claims, options.RoleClaim)]);
        if (users.Find(identity) is not { } known)
            return Add(claims, identity, roles);

        // Also when none is left: the account must not keep in its other logins what the provider took away.
        if (known.Roles.ToString() != roles.ToString())
            users.TryChange(known.Name, (user, _) => user with { Roles = roles });
        if (known.IsDisabled)
            throw new OutsideLoginException(OutsideProblem.Disabled);
        return HasAny(roles) ? known with { Roles = roles } : throw new OutsideLoginException(OutsideProblem.NoRole);
    }

    private User Add(ClaimsIdentity claims, OutsideIdentity identity, UserRoles roles)
    {
        if (!HasAny(roles))
            throw new OutsideLoginException(OutsideProblem.NoRole);
        var name = NameClaims.Select(claim => claims.FindFirst(claim)?.Value).FirstOrDefault(value => value is not null && UserAdministration.IsName(value))
            ?? throw new OutsideLoginException(OutsideProblem.Name);
        var user = new User(name, "", roles) { Outside = identity, CreatedAt = clock.GetUtcNow() };
        return users.TryAdd(user) ? user : throw new OutsideLoginException(OutsideProblem.NameTaken);
    }

    private static bool HasAny(UserRoles roles) => roles.Everywhere > Role.None || !roles.PerCluster.IsEmpty;
}
