using System.Collections.Immutable;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Adds to each group which queues it has not read to the end, and since when its oldest unread message may lie there: brokers tell in bulk
/// when the last consumed message was stored, and the console remembers when it last saw the group at the queue's end. The later of both is
/// the nearest to the truth that costs no request of its own.
/// </summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
internal sealed class QueueBacklogs(TimeProvider time)
{
    // With the offset of the group in the round before: one that was moved back makes messages unread that are older than the last time at the end.
    private Dictionary<(string Group, MessageQueue Queue), (DateTimeOffset At, long Offset)> _caughtUp = [];

    /// <summary>Takes what the masters told in this round.</summary>
    public ImmutableArray<GroupSnapshot> Add(ImmutableArray<GroupSnapshot> groups, IReadOnlyCollection<MasterLists> masters)
    {
        var now = time.GetUtcNow();
        var caughtUp = new Dictionary<(string, MessageQueue), (DateTimeOffset, long)>();
        var backlogs = new Dictionary<string, List<QueueBacklog>>(StringComparer.Ordinal);
        foreach (var (group, queue, offsets) in Queues(masters))
        {
            var seen = _caughtUp.TryGetValue((group, queue), out var before) && offsets.ConsumerOffset >= before.Offset ? before.At : (DateTimeOffset?)null;
            var lag = offsets.BrokerOffset - offsets.ConsumerOffset;
            if (lag <= 0)
                caughtUp[(group, queue)] = (now, offsets.ConsumerOffset);
            else if (seen is { } end)
                caughtUp[(group, queue)] = (end, offsets.ConsumerOffset);
            if (lag <= 0)
                continue;
            if (!backlogs.TryGetValue(group, out var list))
                backlogs[group] = list = [];
            list.Add(new QueueBacklog(queue.Topic, queue.BrokerName, queue.QueueId, lag, Later(Moments.Of(offsets.LastTimestamp), seen)) { Offset = offsets.ConsumerOffset });
        }

        // Queues of a broker that did not answer begin anew: meanwhile the group may have fallen behind unseen.
        _caughtUp = caughtUp;
        return [.. groups.Select(group => group.Lag is null ? group : With(group, backlogs.GetValueOrDefault(group.Name)))];
    }

    private static GroupSnapshot With(GroupSnapshot group, List<QueueBacklog>? backlogs) => group with
    {
        Backlogs = [.. backlogs ?? []],
        OldestUnread = backlogs is null || backlogs.Exists(queue => queue.OldestUnread is null) ? null : backlogs.Min(queue => queue.OldestUnread),
    };

    private static IEnumerable<(string Group, MessageQueue Queue, Remoting.Bodies.OffsetWrapper Offsets)> Queues(IEnumerable<MasterLists> masters) =>
        from master in masters
        from groups in master.Progress?.Groups ?? []
        from @group in groups
        from stats in @group.Value
        from queue in stats.OffsetTable
        select (@group.Key, queue.Key, queue.Value);

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one > other ? one : other;
}
