namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>Why there is nothing (or not everything) to show.</summary>
public enum EmptyKind
{
    /// <summary>None exist.</summary>
    None,

    /// <summary>Some exist, none passes the filter.</summary>
    Filtered,

    /// <summary>The question failed.</summary>
    Failed,

    /// <summary>The user's role does not allow it.</summary>
    Forbidden,

    /// <summary>The answer is not there yet.</summary>
    Loading,

    /// <summary>Some of those asked did not answer.</summary>
    Partial,
}
