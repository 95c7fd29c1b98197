namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>The identity provider that people may log in at, from the environment.</summary>
/// <param name="Issuer">Its address, below which its discovery document lies.</param>
/// <param name="ClientId">The name that the provider knows this console by.</param>
/// <param name="ClientSecret">The secret that goes with it.</param>
internal sealed record OutsideLoginOptions(Uri Issuer, string ClientId, string ClientSecret)
{
    /// <summary>Environment variable of the issuer; the others are asked for once it is there.</summary>
    public const string IssuerVariable = "CONSOLE_OIDC_ISSUER";

    private const string ClientIdVariable = "CONSOLE_OIDC_CLIENT_ID";
    private const string ClientSecretVariable = "CONSOLE_OIDC_CLIENT_SECRET";
    private const string NameVariable = "CONSOLE_OIDC_NAME";
    private const string ScopesVariable = "CONSOLE_OIDC_SCOPES";
    private const string RoleClaimVariable = "CONSOLE_OIDC_ROLE_CLAIM";
    private const string RolesVariable = "CONSOLE_OIDC_ROLES";

    /// <summary>What the login page calls it.</summary>
    public string Name { get; init; } = Issuer.Host;

    /// <summary>What the provider is asked for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Claim of the id token that decides on roles.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>Which of its values give which role.</summary>
    public RoleMapping Roles { get; init; } = RoleMapping.Nothing;

    /// <summary>Reads the environment.</summary>
    /// <returns>Null when no issuer is named.</returns>
    /// <exception cref="UnusableOutsideLoginException">Something is missing or wrong; the message names the variable.</exception>
    public static OutsideLoginOptions? Read(Func<string, string?> variable)
    {
        if (variable(IssuerVariable) is not { Length: > 0 } issuer)
            return null;
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)))
            throw new UnusableOutsideLoginException($"{IssuerVariable} '{issuer}' is no issuer; allowed is https://HOST/PATH (http only on this machine).");

        var options = new OutsideLoginOptions(address, Needed(variable, ClientIdVariable), Needed(variable, ClientSecretVariable))
        {
            Roles = RoleMapping.Parse(Needed(variable, RolesVariable), RolesVariable),
        };
        return options with
        {
            Name = variable(NameVariable) is { Length: > 0 } name ? name : options.Name,
            RoleClaim = variable(RoleClaimVariable) is { Length: > 0 } claim ? claim : options.RoleClaim,
            Scopes = variable(ScopesVariable) is { Length: > 0 } scopes
                ? [.. scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct()]
                : options.Scopes,
        };
    }

    /// <summary>Never the secret, so that it does not get into logs.</summary>
    public override string ToString() => $"{ClientId} at {Issuer}";

    private static string Needed(Func<string, string?> variable, string name) =>
        variable(name) is { Length: > 0 } value ? value : throw new UnusableOutsideLoginException($"{IssuerVariable} is set, so {name} is needed too.");
}

/// <summary>Settings of the identity provider that the console does not accept; the message says why.</summary>
internal sealed class UnusableOutsideLoginException(string message) : Exception(message);
