using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Palette;

/// <summary>A cluster whose objects the palette finds.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Snapshot">What the collector last saw.</param>
internal sealed record PaletteCluster(string Name, ClusterSnapshot Snapshot);
