using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Clusters.Traffic;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>A cluster that the console is connected to: how to ask it, and what the collector last saw.</summary>
public interface IClusterConnection
{
    /// <summary>Name in addresses and on screen.</summary>
    string Name { get; }

    /// <summary>Asks the cluster.</summary>
    IAdminClient Admin { get; }

    /// <summary>What the collector last saw.</summary>
    ClusterSnapshot Snapshot { get; }

    /// <summary>The sample traffic of this cluster; null where none may be made.</summary>
    ISampleTraffic? Traffic => null;

    /// <summary>Rates of a broker process ("host:port") over the last ten minutes, oldest first. A look that failed is a gap.</summary>
    IReadOnlyList<RatePoint> RatesOf(string address) => [];

    /// <summary>Raised after every new snapshot, on the collector's thread.</summary>
    event Action? Changed;

    /// <summary>Makes the collector look again now, topics and groups included; completes with the snapshot that shows it. Called after writes.</summary>
    Task<ClusterSnapshot> RefreshAsync(CancellationToken cancellation = default);
}
