namespace RocketMQ.ManagementConsole.Access;

/// <summary>Why a change of accounts was refused; the text is the resource <c>Users.Refused.{name}</c>.</summary>
internal enum UserRefusal
{
    /// <summary>There is no account of that name.</summary>
    Unknown,

    /// <summary>The name is empty, too long, or has characters that are not allowed.</summary>
    Name,

    /// <summary>There is an account of that name.</summary>
    NameTaken,

    /// <summary>Nobody would be left who can always administer the console.</summary>
    LastAdministrator,

    /// <summary>The account's roles come from the identity provider.</summary>
    OutsideRoles,

    /// <summary>The account has no password here.</summary>
    OutsidePassword,

    /// <summary>Whoever asks for it is no administrator of all clusters any more.</summary>
    NotAllowed,

    /// <summary>Somebody else changed the account in between.</summary>
    Moved,
}

/// <summary>A password that was generated, or why none was.</summary>
internal sealed record GeneratedPassword(string? Password, UserRefusal? Refusal)
{
    /// <summary>Never the password, so that it does not get into logs.</summary>
    public override string ToString() => Refusal?.ToString() ?? "generated";
}

/// <summary>The rules of accounts. Changes count at once, also for those who are logged in. Pages and API come through <see cref="AccountWrites"/>.</summary>
internal sealed class UserAdministration(UserStore users, SessionStore sessions, Passwords passwords, TimeProvider clock)
{
    /// <summary>Longest login name.</summary>
    public const int LongestName = 64;

    /// <summary>Creates a local account with a generated password, which its owner has to change at the first login.</summary>
    public GeneratedPassword Create(string name, UserRoles roles)
    {
        if (!IsName(name))
            return new(null, UserRefusal.Name);
        var password = Passwords.Generate();
        var user = new User(name, passwords.Hash(password), roles) { MustChangePassword = true, CreatedAt = clock.GetUtcNow() };
        return users.TryAdd(user) ? new(password, null) : new(null, UserRefusal.NameTaken);
    }

    /// <summary>Replaces the roles of an account.</summary>
    public UserRefusal? SetRoles(string name, UserRoles roles) =>
        Change(name, user => user.Outside is null ? null : UserRefusal.OutsideRoles, user => user with { Roles = roles });

    /// <summary>Disables or enables an account; a disabled one is logged out everywhere.</summary>
    public UserRefusal? SetDisabled(string name, bool disabled)
    {
        var refusal = Change(name, _ => null, user => user with { IsDisabled = disabled });
        if (refusal is null && disabled)
            sessions.EndAll(name);
        return refusal;
    }

    /// <summary>Gives an account a generated password, which its owner has to change at the next login; all logins end.</summary>
    public GeneratedPassword ResetPassword(string name)
    {
        var password = Passwords.Generate();
        var hash = passwords.Hash(password);
        var refusal = Change(
            name, user => user.Outside is null ? null : UserRefusal.OutsidePassword, user => user with { PasswordHash = hash, MustChangePassword = true });
        if (refusal is not null)
            return new(null, refusal);
        sessions.EndAll(name);
        return new(password, null);
    }

    /// <summary>Ends every login and token of an account.</summary>
    public UserRefusal? SignOutEverywhere(string name)
    {
        if (users.Find(name) is null)
            return UserRefusal.Unknown;
        sessions.EndAll(name);
        return null;
    }

    /// <summary>Deletes an account.</summary>
    public UserRefusal? Delete(string name)
    {
        if (users.Find(name) is null)
            return UserRefusal.Unknown;
        if (!users.TryDelete(name, (user, all) => !IsOnlyOne(user, all)))
            return UserRefusal.LastAdministrator;
        sessions.EndAll(name);
        return null;
    }

    /// <summary>Whether a name may be used: letters, digits, and <c>. _ - @</c>.</summary>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= LongestName } && name.All(character => char.IsLetterOrDigit(character) || character is '.' or '_' or '-' or '@');

    // Decided within the store's lock: two administrators who demote each other at once must not both succeed.
    private UserRefusal? Change(string name, Func<User, UserRefusal?> refuse, Func<User, User> change)
    {
        UserRefusal? refusal = UserRefusal.Unknown;
        users.TryChange(name, (user, all) =>
        {
            var changed = change(user);
            refusal = refuse(user) ?? (IsOnlyOne(user, all) && !changed.IsLastResort ? UserRefusal.LastAdministrator : null);
            return refusal is null ? changed : null;
        });
        return refusal;
    }

    private static bool IsOnlyOne(User user, IEnumerable<User> all) => user.IsLastResort && all.Count(other => other.IsLastResort) == 1;
}
