namespace RocketMQ.ManagementConsole.Access;

/// <summary>The names of roles, as they are stored, sent and configured.</summary>
internal static class Roles
{
    /// <summary>Name of <see cref="Role.Viewer"/>.</summary>
    public const string Viewer = "viewer";

    /// <summary>Name of <see cref="Role.Operator"/>.</summary>
    public const string Operator = "operator";

    /// <summary>Name of <see cref="Role.Administrator"/>.</summary>
    public const string Administrator = "administrator";

    /// <summary>Name of <see cref="Role.None"/>.</summary>
    public const string None = "none";

    /// <summary>All names, the weakest first.</summary>
    public static readonly IReadOnlyList<string> All = [None, Viewer, Operator, Administrator];

    /// <summary>The role of that name; null when there is none.</summary>
    public static Role? Parse(string? name) => name switch
    {
        None => Role.None,
        Viewer => Role.Viewer,
        Operator => Role.Operator,
        Administrator => Role.Administrator,
        _ => null,
    };

    /// <summary>The name of a role.</summary>
    public static string NameOf(Role role) => All[(int)role];
}
