using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Navigation;

/// <summary>One link of the side bar; its text is the resource <c>Nav.{Key}</c>.</summary>
/// <param name="Key">Name of the entry and of its icon.</param>
/// <param name="Address">Where it leads within a cluster.</param>
/// <param name="Policy">Who sees it; everybody who sees the cluster when null.</param>
internal sealed record NavigationEntry(string Key, Func<string, string> Address, string? Policy = null)
{
    /// <summary>All links, in order.</summary>
    public static readonly IReadOnlyList<NavigationEntry> All =
    [
        new("Overview", Addresses.Overview),
        new("Cluster", Addresses.Cluster),
        new("Replication", Addresses.Replication),
        new("Processes", Addresses.Processes),
        new("Topics", Addresses.Topics),
        new("Groups", Addresses.Groups),
        new("Clients", Addresses.Clients),
        new("Plans", Addresses.Plans),
        new("Radar", Addresses.Radar),
        new("Alerts", Addresses.Alerts),
        new("Walls", Addresses.Walls),
        new("Differences", cluster => Addresses.Differences(cluster)),
        new("Find", Addresses.Find),
        new("Messages", Addresses.Messages),
        new("Masking", Addresses.Masking, Policies.Administer),
        new("Access", Addresses.Access, Policies.Administer),
        new("Settings", Addresses.ClusterSettings, Policies.ManageConsole),
    ];
}
