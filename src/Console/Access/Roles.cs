namespace RocketMQ.ManagementConsole.Access;

/// <summary>The three roles, each of which may do all that the one before it may.</summary>
internal static class Roles
{
    /// <summary>Reads everything, changes nothing.</summary>
    public const string Viewer = "viewer";

    /// <summary>Also creates and edits topics and groups, sends messages, resets offsets.</summary>
    public const string Operator = "operator";

    /// <summary>Also deletes, changes server settings and manages users.</summary>
    public const string Administrator = "administrator";
}
