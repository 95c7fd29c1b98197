using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.History;

/// <summary>Reads every figure that is known out of a snapshot: for the history, the hub, walls and alerts alike.</summary>
internal static class SnapshotFigures
{
    /// <summary>The figures that there are of one kind of thing.</summary>
    public static IReadOnlyList<Figure> Of(SubjectKind kind) => kind switch
    {
        SubjectKind.Cluster => [Figure.In, Figure.Out, Figure.Lag, Figure.OldestUnread, Figure.Disk, Figure.Producers],
        SubjectKind.Broker => [Figure.In, Figure.Out, Figure.Disk, Figure.PutP50, Figure.PutP99, Figure.ProofAge, Figure.RoundTrip],
        SubjectKind.Group => [Figure.In, Figure.Out, Figure.Lag, Figure.OldestUnread, Figure.Members],
        _ => [Figure.In, Figure.Out],
    };

    /// <summary>Figures that are looked at each second: brokers, and the cluster's sums over them.</summary>
    public static IEnumerable<Reading> OfBrokers(ClusterSnapshot snapshot)
    {
        var rates = Known(
            Subject.Cluster,
            (Figure.In, Sum(snapshot.Brokers.Select(broker => broker.InRate))),
            (Figure.Out, Sum(snapshot.Brokers.Select(broker => broker.OutRate))),
            (Figure.Disk, snapshot.Brokers.Max(broker => broker.Runtime?.CommitLogDiskRatio)));
        return rates.Concat(snapshot.Brokers.SelectMany(broker => Known(
            Subject.Broker(broker.BrokerName, broker.BrokerId),
            (Figure.In, broker.InRate),
            (Figure.Out, broker.OutRate),
            (Figure.Disk, broker.Runtime?.CommitLogDiskRatio),
            (Figure.PutP50, broker.PutLatency?.P50),
            (Figure.PutP99, broker.PutLatency?.P99))));
    }

    /// <summary>Figures that come with the lists: groups, topics, and the cluster's sums over groups. Those that servers make for themselves are left out.</summary>
    public static IEnumerable<Reading> OfLists(ClusterSnapshot snapshot, DateTimeOffset now)
    {
        List<GroupSnapshot> groups = [.. snapshot.Groups.Where(group => !group.IsSystem)];
        // Groups of which not all brokers tell have no topics; without them a sum would be too small.
        var complete = groups.TrueForAll(group => group.Topics is not null);
        var cluster = Known(
            Subject.Cluster,
            (Figure.Lag, complete && groups.Exists(group => group.Lag is not null) ? groups.Sum(group => group.Lag ?? 0) : (double?)null),
            (Figure.OldestUnread, complete ? groups.Max(group => Age(group, now)) : null),
            (Figure.Producers, snapshot.Producers));
        var each = groups.SelectMany(group => Known(
            Subject.Group(group.Name),
            (Figure.In, group.InRate),
            (Figure.Out, group.ConsumeRate),
            (Figure.Lag, group.Lag),
            (Figure.OldestUnread, Age(group, now)),
            (Figure.Members, group.Members)));
        var topics = snapshot.Topics
            .Where(topic => topic.Kind is not TopicKind.System)
            .SelectMany(topic => snapshot.Flows.GetValueOrDefault(topic.Name) is { } flow
                ? Known(Subject.Topic(topic.Name), (Figure.In, flow.InRate), (Figure.Out, flow.OutRate))
                : []);
        return cluster.Concat(each).Concat(topics);
    }

    /// <summary>Everything at once.</summary>
    public static IEnumerable<Reading> Of(ClusterSnapshot snapshot, DateTimeOffset now) => OfBrokers(snapshot).Concat(OfLists(snapshot, now));

    /// <summary>Seconds that the oldest unread message of a group has waited at most; null when that is not known.</summary>
    public static double? Age(GroupSnapshot group, DateTimeOffset now) => group.Lag switch
    {
        null => null,
        0 => 0,
        _ => group.OldestUnread is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : null,
    };

    // A sum that lacks a broker would look like less traffic.
    private static double? Sum(IEnumerable<double?> rates)
    {
        List<double?> all = [.. rates];
        return all.Count > 0 && all.TrueForAll(rate => rate is not null) ? all.Sum() : null;
    }

    private static IEnumerable<Reading> Known(Subject subject, params (Figure Figure, double? Value)[] figures)
    {
        foreach (var (figure, value) in figures)
        {
            if (value is { } known)
                yield return new Reading(subject, figure, known);
        }
    }
}
