namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>A cluster that the console shows.</summary>
/// <param name="Name">Name in addresses (<c>/c/{name}/…</c>) and on screen.</param>
/// <param name="Tint">Colour of its tag, so that one cluster is not mistaken for another.</param>
/// <param name="Origin">How the console came to know it.</param>
public sealed record ClusterInfo(string Name, ClusterTint Tint = ClusterTint.Blue, ClusterOrigin Origin = ClusterOrigin.Attached);

/// <summary>How the console came to know a cluster, in the order of lists.</summary>
public enum ClusterOrigin
{
    /// <summary>The console runs it and brought it along.</summary>
    BroughtAlong,

    /// <summary>The console runs it; people created it.</summary>
    Created,

    /// <summary>It was found at the name servers of <c>--attach</c>.</summary>
    CommandLine,

    /// <summary>People attached it.</summary>
    Attached,
}

/// <summary>Colours of cluster tags; each is a custom property in tokens.css.</summary>
public enum ClusterTint
{
    Blue,
    Green,
    Amber,
    Red,
    Violet,
    Grey,
}
