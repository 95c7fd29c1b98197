using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>How a group consumes, in one word.</summary>
public enum GroupMode
{
    /// <summary>Each message goes to one member.</summary>
    Clustering,

    /// <summary>Each member gets every message.</summary>
    Broadcasting,

    /// <summary>Members disagree.</summary>
    Mixed,

    /// <summary>Nobody is online.</summary>
    Offline,
}

/// <summary>Tells the mode from who is online.</summary>
internal static class GroupModes
{
    /// <summary>The mode; null when it is not known.</summary>
    public static GroupMode? Of(GroupPresence? presence) => presence switch
    {
        { Disagree: true } => GroupMode.Mixed,
        { Mode: MessageModel.Broadcasting } => GroupMode.Broadcasting,
        { Mode: MessageModel.Clustering } => GroupMode.Clustering,
        { Members: 0 } => GroupMode.Offline,
        _ => null,
    };
}
