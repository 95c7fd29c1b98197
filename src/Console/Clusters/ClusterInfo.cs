namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>A cluster that the console shows.</summary>
/// <param name="Name">Name in addresses (<c>/c/{name}/…</c>) and on screen.</param>
/// <param name="Tint">Colour of its tag, so that one cluster is not mistaken for another.</param>
public sealed record ClusterInfo(string Name, ClusterTint Tint = ClusterTint.Blue);

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
