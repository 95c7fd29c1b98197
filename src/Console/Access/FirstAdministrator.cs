namespace RocketMQ.ManagementConsole.Access;

/// <summary>The administrator that the first start made, with the password if it was generated just now.</summary>
internal sealed record FirstAdministratorResult(string Name, string? GeneratedPassword);

/// <summary>A password from the environment that the console does not accept; the message says why.</summary>
internal sealed class UnusablePasswordException(string message) : Exception(message);

/// <summary>Sees to it that somebody can log in: a new data folder gets one administrator.</summary>
internal sealed class FirstAdministrator(UserStore users, Passwords passwords, Hosting.ConsoleOptions options, TimeProvider clock)
{
    /// <summary>Login name of the first administrator.</summary>
    public const string Name = "admin";

    /// <summary>Environment variable with the first password, for unattended set-ups.</summary>
    public const string PasswordVariable = "CONSOLE_ADMIN_PASSWORD";

    /// <summary>Creates the administrator if there is no account yet. An existing account's password is never touched.</summary>
    /// <exception cref="UnusablePasswordException">The password in the environment is too short or too long.</exception>
    public FirstAdministratorResult Ensure()
    {
        if (users.Any())
            return new FirstAdministratorResult(Name, null);

        var given = options.AdministratorPassword;
        if (given is not null && given.Length is < Passwords.MinimumLength or > Passwords.MaximumLength)
        {
            throw new UnusablePasswordException(
                $"{PasswordVariable} has {given.Length} characters; allowed are {Passwords.MinimumLength} to {Passwords.MaximumLength}.");
        }

        var password = given ?? Passwords.Generate();
        users.TryAdd(new User(Name, passwords.Hash(password), UserRoles.For(Role.Administrator)) { CreatedAt = clock.GetUtcNow() });
        return new FirstAdministratorResult(Name, given is null ? password : null);
    }
}
