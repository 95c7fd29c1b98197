namespace RocketMQ.ManagementConsole.Access;

/// <summary>What somebody may do, for one cluster or for all; each role may do all that the one before it may.</summary>
public enum Role
{
    /// <summary>Nothing; a cluster is not even seen.</summary>
    None,

    /// <summary>Reads everything, changes nothing.</summary>
    Viewer,

    /// <summary>Also creates and edits topics and groups, sends messages, resets offsets.</summary>
    Operator,

    /// <summary>Also deletes and changes server settings; for all clusters also manages users.</summary>
    Administrator,
}
