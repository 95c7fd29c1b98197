namespace RocketMQ.ManagementConsole.Access;

/// <summary>One line of the list of users.</summary>
/// <param name="Name">Login name.</param>
/// <param name="Everywhere">Role for all clusters.</param>
/// <param name="Clusters">Roles for single clusters, as text.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Logins">Logins and tokens that are open.</param>
/// <param name="SeenAt">Last use of one of these; null when there is none.</param>
internal sealed record UserRow(string Name, Role Everywhere, string Clusters, UserState State, int Logins, DateTimeOffset? SeenAt)
{
    /// <summary>The line of an account.</summary>
    public static UserRow Of(User user, SessionStore sessions)
    {
        var open = sessions.Of(user.Name);
        return new UserRow(
            user.Name,
            user.Roles.Everywhere,
            string.Join(", ", user.Roles.PerCluster.Select(pair => $"{pair.Key}: {Roles.NameOf(pair.Value)}")),
            StateOf(user),
            open.Count,
            open is [var last, ..] ? last.SeenAt : null);
    }

    /// <summary>Whether an account can be used.</summary>
    public static UserState StateOf(User user) =>
        user.IsDisabled ? UserState.Disabled
        : user.MustChangePassword ? UserState.MustChangePassword
        : user.Outside is not null ? UserState.Outside
        : UserState.Active;
}

/// <summary>Whether an account can be used; the text is the resource <c>Users.State.{name}</c>.</summary>
internal enum UserState
{
    /// <summary>It can.</summary>
    Active,

    /// <summary>It can; an identity provider vouches for it.</summary>
    Outside,

    /// <summary>Its owner has not chosen a password yet.</summary>
    MustChangePassword,

    /// <summary>It can not.</summary>
    Disabled,
}
