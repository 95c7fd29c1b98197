using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>
/// What administrators do with accounts, and people with their own, on pages and through the API: the rules of
/// <see cref="UserAdministration"/>, on the way that every change takes, so that the audit has all of it.
/// </summary>
internal sealed class AccountWrites(UserAdministration administration, UserStore users, SessionStore sessions, LoginService logins, ChangeRunner runner)
{
    private const string Given = "(new)";

    /// <summary>Creates a local account with a generated password.</summary>
    public async Task<GeneratedPassword> CreateAsync(ChangeAuthor author, string name, UserRoles roles)
    {
        GeneratedPassword? created = null;
        var refusal = await RunAsync(author, "user.create", name, () => [new("Users.Roles", null, roles.ToString())], () => (created = administration.Create(name, roles)).Refusal);
        return refusal is null ? created! : new GeneratedPassword(null, refusal);
    }

    /// <summary>Replaces the roles of an account.</summary>
    public Task<UserRefusal?> SetRolesAsync(ChangeAuthor author, string name, UserRoles roles) => RunAsync(
        author, "user.roles", name, () => [new("Users.Roles", users.Find(name)?.Roles.ToString(), roles.ToString())], () => administration.SetRoles(name, roles));

    /// <summary>Disables or enables an account.</summary>
    public Task<UserRefusal?> SetDisabledAsync(ChangeAuthor author, string name, bool disabled) =>
        RunAsync(author, disabled ? "user.disable" : "user.enable", name, () => [], () => administration.SetDisabled(name, disabled));

    /// <summary>Gives an account a generated password.</summary>
    public async Task<GeneratedPassword> ResetPasswordAsync(ChangeAuthor author, string name)
    {
        GeneratedPassword? reset = null;
        var refusal = await RunAsync(author, "user.password", name, () => [new("Account.Password", null, Given)], () => (reset = administration.ResetPassword(name)).Refusal);
        return refusal is null ? reset! : new GeneratedPassword(null, refusal);
    }

    /// <summary>Ends every login and token of an account.</summary>
    public Task<UserRefusal?> SignOutEverywhereAsync(ChangeAuthor author, string name) =>
        RunAsync(author, "user.sign-out", name, () => [], () => administration.SignOutEverywhere(name));

    /// <summary>Deletes an account.</summary>
    public Task<UserRefusal?> DeleteAsync(ChangeAuthor author, string name) =>
        RunAsync(author, "user.delete", name, () => [new("Users.Roles", users.Find(name)?.Roles.ToString(), null)], () => administration.Delete(name));

    /// <summary>Ends one login or token of the author's own; all of them when none is named.</summary>
    public Task EndLoginsAsync(ChangeAuthor author, string? session) => RunOwnAsync(author, "account.sign-out", [], () =>
    {
        if (session is null)
            sessions.EndAll(author.Name);
        else
            sessions.End(author.Name, session);
        return null;
    });

    /// <summary>Makes a token that programs act with in the author's name.</summary>
    public async Task<Session> OpenTokenAsync(ChangeAuthor author, string label, TimeSpan lifetime)
    {
        Session? session = null;
        await RunOwnAsync(author, "account.token", [new("Account.Tokens", null, label)], () =>
        {
            session = sessions.Open(author.Name, SessionKind.Token, lifetime, label, author.Address ?? "");
            return null;
        });
        return session!;
    }

    /// <summary>Changes the author's own password; every other login ends.</summary>
    public async Task<PasswordChange> ChangePasswordAsync(ChangeAuthor author, string current, string replacement)
    {
        var outcome = PasswordChange.Changed;
        await RunOwnAsync(author, "account.password", [new("Account.Password", null, Given)], () =>
        {
            outcome = logins.ChangePassword(author.Name, current, replacement, author.Address ?? "", author.Principal.SessionOf());
            return outcome is PasswordChange.Changed ? null : outcome.ToString();
        });
        return outcome;
    }

    private async Task<UserRefusal?> RunAsync(ChangeAuthor author, string kind, string name, Func<IReadOnlyList<FieldChange>> fields, Func<UserRefusal?> apply)
    {
        UserRefusal? refusal = null;
        var change = new AccountChange(kind, name, Policies.ManageConsole, fields, () => (refusal = apply())?.ToString());
        var result = await runner.RunAsync(change, change.Plan(), author);
        return result.Status switch
        {
            ChangeStatus.Refused => UserRefusal.NotAllowed,
            ChangeStatus.Moved => UserRefusal.Moved,
            _ => refusal,
        };
    }

    private Task<ChangeResult> RunOwnAsync(ChangeAuthor author, string kind, IReadOnlyList<FieldChange> fields, Func<string?> apply)
    {
        var change = new AccountChange(kind, author.Name, Policies.SignedIn, () => fields, apply);
        return runner.RunAsync(change, change.Plan(), author);
    }
}
