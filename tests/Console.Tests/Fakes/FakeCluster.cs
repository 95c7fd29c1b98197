using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>A cluster whose snapshot the test sets.</summary>
public sealed class FakeCluster(IAdminClient admin, ClusterSnapshot snapshot, string name = "dev") : IClusterConnection
{
    public string Name => name;

    public IAdminClient Admin => admin;

    public ClusterSnapshot Snapshot { get; private set; } = snapshot;

    public RowWatchers Watched { get; } = new();

    public RowWatchers WatchedTopics { get; } = new();

    /// <summary>What a refresh finds; null leaves the snapshot as it is.</summary>
    public ClusterSnapshot? Next { get; set; }

    /// <summary>How often a page asked to look again.</summary>
    public int Refreshes { get; private set; }

    public event Action? Changed;

    public void Publish(ClusterSnapshot next)
    {
        Snapshot = next;
        Changed?.Invoke();
    }

    public Task<ClusterSnapshot> RefreshAsync(CancellationToken cancellation = default)
    {
        Refreshes++;
        Publish(Next ?? Snapshot);
        return Task.FromResult(Snapshot);
    }
}
