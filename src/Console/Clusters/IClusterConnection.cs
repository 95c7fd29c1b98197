using RocketMQ.Admin;

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

    /// <summary>Groups that pages show; the collector asks about these first.</summary>
    RowWatchers Watched { get; }

    /// <summary>Topics that pages show; the collector asks about these first.</summary>
    RowWatchers WatchedTopics { get; }

    /// <summary>Raised after every new snapshot, on the collector's thread.</summary>
    event Action? Changed;

    /// <summary>Makes the collector look again now, topics and groups included; completes with the snapshot that shows it. Called after writes.</summary>
    Task<ClusterSnapshot> RefreshAsync(CancellationToken cancellation = default);
}
