using System.Security.Claims;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Overview;

/// <summary>All clusters that somebody sees, run by this console or not, from what is known of them; asks nobody.</summary>
internal sealed class ClusterRows(ClusterAccess access, ClusterConnections connections, ClusterConnector connector, IServerSupervisors supervisors)
{
    /// <summary>The lines of the list, in the order of the menu.</summary>
    public IReadOnlyList<ClusterRow> Visible(ClaimsPrincipal? principal) => [.. access.Visible(principal).Select(Of)];

    private ClusterRow Of(ClusterInfo cluster) => ClusterRow.Of(
        cluster, supervisors.Find(cluster.Name), connections.Find(cluster.Name)?.Snapshot ?? ClusterSnapshot.Unknown, connector.Find(cluster.Name)?.NameServers);
}
