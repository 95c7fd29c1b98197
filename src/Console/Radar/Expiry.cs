using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Radar;

/// <summary>How near the loss of unread messages is.</summary>
public enum ExpiryState
{
    /// <summary>They may be deleted within the hour, or were already; or the disk is so full that anything goes.</summary>
    Imminent,

    /// <summary>They may be deleted within the day, and the group does not read fast enough to be done before.</summary>
    Approaching,

    /// <summary>It cannot be told: the broker does not say when the oldest was stored, or how long it keeps messages.</summary>
    Unknown,

    /// <summary>There is time.</summary>
    Safe,
}

/// <summary>When the messages of one queue that a group has not read may be deleted.</summary>
/// <param name="Group">The group.</param>
/// <param name="Queue">What it has not read.</param>
/// <param name="State">How near that is.</param>
public sealed record Expiry(string Group, QueueBacklog Queue, ExpiryState State)
{
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Until this moment the broker keeps the oldest of them; from then on it may go. Null when not known.</summary>
    public DateTimeOffset? KeptUntil { get; private init; }

    /// <summary>When the group will have read all of what it has not, at the speed of now; null when it does not gain on it, or that is not known.</summary>
    public TimeSpan? Drain { get; private init; }

    /// <summary>Whether the disk is so full that messages of any age are deleted.</summary>
    public bool IsForced { get; private init; }

    /// <summary>Every queue that a group of the cluster has not read to the end, the nearest loss first.</summary>
    /// <param name="snapshot">What is known of the cluster.</param>
    /// <param name="retentions">By broker name.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<Expiry> Of(ClusterSnapshot snapshot, IReadOnlyDictionary<string, Retention> retentions, DateTimeOffset now)
    {
        var full = snapshot.Masters().Where(broker => Retention.IsForced(broker.Runtime?.CommitLogDiskRatio)).Select(broker => broker.BrokerName).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. snapshot.Groups
                .Where(group => !group.IsSystem)
                .SelectMany(group => (group.Backlogs ?? []).Select(queue =>
                    Of(group, queue, retentions.GetValueOrDefault(queue.BrokerName), full.Contains(queue.BrokerName), now)))
                .OrderBy(expiry => expiry.State)
                .ThenBy(expiry => expiry.KeptUntil ?? DateTimeOffset.MaxValue)
                .ThenByDescending(expiry => expiry.Queue.Messages),
        ];
    }

    private static Expiry Of(GroupSnapshot group, QueueBacklog queue, Retention? retention, bool isForced, DateTimeOffset now)
    {
        var keptUntil = retention is null ? null : queue.OldestUnread + retention.Kept;
        var gain = group.ConsumeRate - group.InRate;
        // Queues of a group are read alike; the group's own gain is the best that is known of one.
        TimeSpan? drain = gain > 0 && group.Lag is { } lag ? TimeSpan.FromSeconds(Math.Min(lag / gain.Value, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
        var state = isForced ? ExpiryState.Imminent : keptUntil switch
        {
            null => ExpiryState.Unknown,
            { } until when until - now <= Soon => ExpiryState.Imminent,
            { } until when until - now <= Day && !(now + drain < until) => ExpiryState.Approaching,
            _ => ExpiryState.Safe,
        };
        return new Expiry(group.Name, queue, state) { KeptUntil = keptUntil, Drain = drain, IsForced = isForced };
    }
}
