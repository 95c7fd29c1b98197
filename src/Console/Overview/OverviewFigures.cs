using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Overview;

/// <summary>The few figures that sum up a cluster. Null is not known; a sum that lacks a server says whose part is missing.</summary>
public sealed record OverviewFigures
{
    /// <summary>Messages stored a second by all brokers that answered.</summary>
    public double? InRate { get; private init; }

    /// <summary>Messages delivered a second by all brokers that answered.</summary>
    public double? OutRate { get; private init; }

    /// <summary>Brokers that answered.</summary>
    public int BrokersUp { get; private init; }

    /// <summary>Brokers that are registered; null before the first answer.</summary>
    public int? BrokersKnown { get; private init; }

    /// <summary>Names of brokers whose figures are missing in the sums.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <summary>Topics made by users.</summary>
    public int? Topics { get; private init; }

    /// <summary>Retry, dead letter and system topics.</summary>
    public int OtherTopics { get; private init; }

    /// <summary>Groups made by users.</summary>
    public int? Groups { get; private init; }

    /// <summary>Messages that groups have not consumed yet, where that is known.</summary>
    public long? Lag { get; private init; }

    /// <summary>Groups whose lag is known.</summary>
    public int GroupsWithLag { get; private init; }

    /// <summary>The fullest disk of a commit log, 0 to 1.</summary>
    public double? Disk { get; private init; }

    /// <summary>Whose disk that is.</summary>
    public string? DiskBroker { get; private init; }

    /// <summary>Sums up a snapshot.</summary>
    public static OverviewFigures Of(ClusterSnapshot snapshot)
    {
        var isKnown = snapshot.Brokers.Length > 0 || snapshot.UpdatedAt is not null;
        var groups = snapshot.Groups.Where(group => !group.IsSystem).ToList();
        var lags = groups.Where(group => group.Lag is not null).ToList();
        // A broker that cannot tell says -1.
        var fullest = snapshot.Brokers.Where(broker => broker.Runtime?.CommitLogDiskRatio >= 0).MaxBy(broker => broker.Runtime!.CommitLogDiskRatio);
        return new OverviewFigures
        {
            InRate = Sum(snapshot.Brokers.Select(broker => broker.InRate)),
            OutRate = Sum(snapshot.Brokers.Select(broker => broker.OutRate)),
            BrokersUp = snapshot.Brokers.Count(broker => broker.Runtime is not null),
            BrokersKnown = isKnown ? snapshot.Brokers.Length : null,
            Missing = [.. snapshot.Brokers.Where(broker => broker.Failure is not null).Select(broker => broker.BrokerName)],
            Topics = snapshot.ListedAt is null ? null : snapshot.Topics.Count(topic => topic.Kind == TopicKind.Normal),
            OtherTopics = snapshot.Topics.Count(topic => topic.Kind != TopicKind.Normal),
            Groups = snapshot.ListedAt is null ? null : groups.Count,
            Lag = lags.Count == 0 ? null : lags.Sum(group => group.Lag),
            GroupsWithLag = lags.Count,
            Disk = fullest?.Runtime?.CommitLogDiskRatio,
            DiskBroker = fullest?.BrokerName,
        };
    }

    private static double? Sum(IEnumerable<double?> rates)
    {
        var known = rates.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }
}
