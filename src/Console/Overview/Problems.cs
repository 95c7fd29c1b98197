using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Overview;

/// <summary>Finds what is wrong with a cluster.</summary>
public static class Problems
{
    // Brokers begin to delete early at 75 % and refuse messages at 90 % (diskMaxUsedSpaceRatio; docs/protocol.md 4.7).
    private const double FullDisk = 0.85;
    private const double ForceStop = 0.9;

    // A group that lags by a few messages is at work, not behind.
    private const long NoticeableLag = 100;

    /// <summary>All problems, the worst kind first.</summary>
    /// <param name="snapshot">What the collector sees.</param>
    /// <param name="servers">Processes of the embedded cluster; none when it is another one.</param>
    public static IReadOnlyList<Problem> Find(ClusterSnapshot snapshot, IEnumerable<ServerSnapshot> servers)
    {
        var found = new List<Problem>();
        if (snapshot.FailedSince is not null)
            found.Add(new Problem(ProblemKind.NameServers, "", snapshot.Failure) { IsSevere = true });
        found.AddRange(servers
            .Where(server => server.State == ServerState.Restarting || (server.State == ServerState.Starting && server.Restarts > 0))
            .Select(server => new Problem(ProblemKind.Server, server.Name, server.LastEnd) { IsSevere = true }));
        found.AddRange(snapshot.Brokers
            .Where(broker => broker.Failure is not null)
            .Select(broker => new Problem(ProblemKind.Broker, broker.BrokerName, broker.Failure) { IsSevere = true }));
        found.AddRange(snapshot.Brokers
            .GroupBy(broker => broker.BrokerName)
            .Where(set => !set.Any(broker => broker.IsMaster))
            .Select(set => new Problem(ProblemKind.NoMaster, set.Key) { IsSevere = true }));
        found.AddRange(snapshot.Brokers
            .Where(broker => broker.Runtime?.CommitLogDiskRatio >= FullDisk)
            .Select(broker => new Problem(ProblemKind.Disk, broker.BrokerName)
            {
                Figure = broker.Runtime!.CommitLogDiskRatio,
                IsSevere = broker.Runtime.CommitLogDiskRatio >= ForceStop,
            }));
        // A broker that is down fails every question; it is said once.
        var down = snapshot.Brokers.Where(broker => broker.Failure is not null).Select(broker => broker.Address).ToHashSet();
        found.AddRange(snapshot.Failures
            .Where(failure => !down.Contains(failure.Address) && failure.Reason != snapshot.Failure)
            .Select(failure => new Problem(ProblemKind.Question, $"{failure.What} · {snapshot.NameOf(failure.Address)}", failure.Reason)));
        found.AddRange(snapshot.Groups
            .Where(group => group is { IsSystem: false, LagGrowth: > 0, Lag: >= NoticeableLag })
            .OrderByDescending(group => group.LagGrowth)
            .Select(group => new Problem(ProblemKind.Lag, group.Name) { Figure = group.LagGrowth }));
        return found;
    }
}
