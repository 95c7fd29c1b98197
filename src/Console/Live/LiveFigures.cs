using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>Passes the figures of one cluster on to those who follow them: of cluster and brokers with every snapshot, of groups and topics when they were listed anew.</summary>
/// <remarks>One snapshot at a time, on the collector's thread; nothing is reckoned while nobody follows.</remarks>
internal sealed class LiveFigures(IClusterConnection connection, LiveFeeds feeds, CanaryProber canaries, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _listedAt;
    private IReadOnlyList<Reading> _lists = [];

    /// <summary>Takes the newest snapshot.</summary>
    public void OnChanged()
    {
        List<(LiveFeed Feed, Subject Subject)> followers = [.. feeds.FollowersIn(connection.Name)];
        if (followers.Count == 0)
            return;
        var now = time.GetUtcNow();
        ILookup<Subject, Reading> readings;
        bool listed;
        lock (_gate)
        {
            var snapshot = connection.Snapshot;
            listed = snapshot.ListedAt != _listedAt;
            if (listed)
                (_listedAt, _lists) = (snapshot.ListedAt, [.. SnapshotFigures.OfLists(snapshot, now)]);
            readings = SnapshotFigures.OfBrokers(snapshot).Concat(_lists).Concat(canaries.Readings(connection.Name, now)).ToLookup(reading => reading.Subject);
        }

        foreach (var subject in followers.ToLookup(follower => follower.Subject, follower => follower.Feed))
        {
            if (!listed && subject.Key.Kind is (SubjectKind.Group or SubjectKind.Topic))
                continue;
            var message = FiguresMessage.Of(connection.Name, subject.Key, now, readings);
            foreach (var feed in subject)
                feed.Offer(LiveHub.Figures, $"{message.Cluster}\n{message.Kind}\n{message.Name}", message);
        }
    }
}
