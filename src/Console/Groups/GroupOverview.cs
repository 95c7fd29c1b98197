using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>How far a group is, and who of it is online.</summary>
/// <param name="Progress">Offsets.</param>
/// <param name="Members">Clients.</param>
public sealed record GroupOverview(GroupProgress Progress, GroupMembers Members)
{
    /// <summary>Asks for both at the same time.</summary>
    public static async Task<GroupOverview> FetchAsync(IClusterConnection connection, string group, CancellationToken cancellation)
    {
        var progress = GroupProgress.FetchAsync(connection, group, cancellation);
        var members = GroupMembers.FetchAsync(connection, group, cancellation);
        await Task.WhenAll(progress, members);
        return new GroupOverview(await progress, await members);
    }
}
