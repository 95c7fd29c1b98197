namespace RocketMQ.ManagementConsole.Access;

/// <summary>One account of the console.</summary>
/// <param name="Name">Login name; compared without regard to case.</param>
/// <param name="PasswordHash">As written by ASP.NET Core Identity's hasher (PBKDF2, HMAC-SHA512); empty for accounts of an identity provider.</param>
/// <param name="Roles">What it may do.</param>
internal sealed record User(string Name, string PasswordHash, UserRoles Roles)
{
    /// <summary>Nobody can log in with it while it is disabled.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>The password was generated for the user, who has to choose another before anything else.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>Who at an identity provider it is; null for a local account.</summary>
    public OutsideIdentity? Outside { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it counts as one that can always administer: local, enabled, administrator of all clusters.</summary>
    public bool IsLastResort => Outside is null && !IsDisabled && Roles.Everywhere is Role.Administrator;

    /// <summary>Never the hash, so that it does not get into logs.</summary>
    public override string ToString() => $"user '{Name}' ({Roles})";
}

/// <summary>An identity that a provider vouches for. The subject is the provider's, never reused and never shown as a name.</summary>
internal sealed record OutsideIdentity(string Issuer, string Subject);
