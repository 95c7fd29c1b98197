namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Why topics and groups of a cluster are not known.</summary>
public enum Unlisted
{
    /// <summary>They have only just been asked for.</summary>
    NotYet,

    /// <summary>No name server answers.</summary>
    Unreachable,

    /// <summary>No broker is registered as a master, and only masters are asked.</summary>
    NoMaster,

    /// <summary>Masters are registered, and none of them answers.</summary>
    Silent,
}
