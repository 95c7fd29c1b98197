namespace RocketMQ.ManagementConsole.Access;

/// <summary>Outcome of a login attempt: a user; or how long to wait; or that the account is disabled; or none of it when name or password is wrong.</summary>
internal sealed record LoginResult(User? User, TimeSpan? Wait = null, bool IsDisabled = false);

/// <summary>Why a password was not changed.</summary>
internal enum PasswordChange
{
    Changed,
    CurrentIsWrong,
    TooShort,
    TooLong,
    SameAsBefore,
    TooManyAttempts,
}

/// <summary>Checks names and passwords for every way in: page, API, change of password.</summary>
internal sealed partial class LoginService(UserStore users, SessionStore sessions, Passwords passwords, LoginAttempts attempts, ILogger<LoginService> logger)
{
    /// <summary>Checks one attempt and counts it when it fails.</summary>
    public LoginResult Login(string name, string password, string address)
    {
        if (attempts.Wait(name, address) is { } wait)
            return new LoginResult(null, wait);

        var user = users.Find(name);
        if (password.Length > Passwords.MaximumLength || !passwords.Verify(user, password))
        {
            attempts.Failed(name, address);
            LogLoginFailed(address, attempts.Wait(name, address) is not null);
            return new LoginResult(null, attempts.Wait(name, address));
        }

        // Only who knows the password learns that the account exists and is disabled.
        attempts.Succeeded(name, address);
        return user!.IsDisabled ? new LoginResult(null, IsDisabled: true) : new LoginResult(user);
    }

    /// <summary>Replaces the password after checking the current one; every other login of the user ends.</summary>
    public PasswordChange ChangePassword(string name, string current, string replacement, string address, string? session = null)
    {
        if (replacement.Length < Passwords.MinimumLength)
            return PasswordChange.TooShort;
        if (replacement.Length > Passwords.MaximumLength)
            return PasswordChange.TooLong;
        var login = Login(name, current, address);
        if (login.User is null)
            return login.Wait is null ? PasswordChange.CurrentIsWrong : PasswordChange.TooManyAttempts;
        if (current == replacement)
            return PasswordChange.SameAsBefore;

        var hash = passwords.Hash(replacement);
        users.TryChange(name, (user, _) => user with { PasswordHash = hash, MustChangePassword = false });
        sessions.EndAll(name, except: session);
        return PasswordChange.Changed;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Login from {Address} failed; locked out: {LockedOut}")]
    private partial void LogLoginFailed(string address, bool lockedOut);
}
