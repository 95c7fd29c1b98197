namespace RocketMQ.Model;

/// <summary>What may be done with a topic on a broker (docs/protocol.md 2.1).</summary>
[Flags]
public enum Permissions
{
    None = 0,

    /// <summary>New topics may be created after this one's example.</summary>
    Inherit = 1,
    Write = 2,
    Read = 4,
    Priority = 8,
}

/// <summary>Text form of <see cref="Permissions"/> as the original's tools print it.</summary>
public static class PermissionsExtensions
{
    public static bool CanRead(this Permissions permissions) => (permissions & Permissions.Read) != 0;

    public static bool CanWrite(this Permissions permissions) => (permissions & Permissions.Write) != 0;

    public static bool CanInherit(this Permissions permissions) => (permissions & Permissions.Inherit) != 0;

    /// <summary>Three letters such as <c>RW-</c> or <c>RWX</c>.</summary>
    public static string ToText(this Permissions permissions) => string.Create(3, permissions, static (text, value) =>
    {
        text[0] = value.CanRead() ? 'R' : '-';
        text[1] = value.CanWrite() ? 'W' : '-';
        text[2] = value.CanInherit() ? 'X' : '-';
    });
}
