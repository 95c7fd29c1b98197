using System.Collections.Immutable;
using RocketMQ.Admin;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Adds to each group what it has lost: messages that were deleted before it read them. Brokers tell in bulk where groups stand, but not where
/// queues begin; topics of which a group has left messages unread for long are asked about one by one (202), in turns.
/// </summary>
/// <remarks>Used by one round of the lists at a time. A group that goes on behind the loss does not undo it: it stays known for a day, in memory.</remarks>
internal sealed class QueueLosses(IAdminClient admin, Question question, TimeProvider time)
{
    private const int TopicsAtOnce = 1;

    /// <summary>Brokers keep messages for an hour at least.</summary>
    private static readonly TimeSpan KeptAtLeast = TimeSpan.FromHours(1);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly RotatingFigures<Beginnings> _beginnings = new((topic, stopping) => AskAsync(admin, question, topic, stopping), time);
    private Dictionary<(string Group, string Topic, string Broker, int Queue), QueueLoss> _lost = [];

    /// <summary>Topics that somebody may have lost messages of.</summary>
    public IReadOnlyCollection<string> Endangered(IEnumerable<GroupSnapshot> groups) => groups
        .Where(group => !group.IsSystem)
        .SelectMany(group => group.Backlogs ?? [])
        .Where(queue => queue.OldestUnread is null || time.GetUtcNow() - queue.OldestUnread >= KeptAtLeast)
        .Select(queue => queue.Topic)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Asks about one of them.</summary>
    public Task AskAsync(IReadOnlyCollection<string> endangered, CancellationToken stopping) => _beginnings.AskAsync(TopicsAtOnce, endangered, _ => false, stopping);

    /// <summary>Adds what is known by now.</summary>
    public ImmutableArray<GroupSnapshot> Add(ImmutableArray<GroupSnapshot> groups)
    {
        var now = time.GetUtcNow();
        _lost = _lost.Where(pair => now - pair.Value.SeenAt < Remembered).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var group in groups.Where(group => !group.IsSystem))
        {
            foreach (var queue in group.Backlogs ?? [])
            {
                // A queue's beginning only ever moves on, so that an older answer tells too little, never too much.
                if (_beginnings.Find(queue.Topic)?.Find(queue.BrokerName, queue.QueueId) is not { } begins || begins <= queue.Offset)
                    continue;
                var key = (group.Name, queue.Topic, queue.BrokerName, queue.QueueId);
                var before = _lost.GetValueOrDefault(key)?.Messages ?? 0;
                _lost[key] = new QueueLoss(queue.Topic, queue.BrokerName, queue.QueueId, Math.Max(before, begins - queue.Offset), now);
            }
        }

        if (_lost.Count == 0)
            return groups;
        var byGroup = _lost.ToLookup(pair => pair.Key.Group, pair => pair.Value, StringComparer.Ordinal);
        return [.. groups.Select(group => byGroup.Contains(group.Name) ? group with { Losses = [.. byGroup[group.Name].OrderByDescending(loss => loss.Messages)] } : group)];
    }

    private static async Task<Beginnings> AskAsync(IAdminClient admin, Question question, string topic, CancellationToken stopping)
    {
        var outcome = await question.AskAsync(admin.NameServers.Addresses[0], "GET_TOPIC_STATS_INFO", limit => admin.Topics.GetStatisticsAsync(topic, limit), stopping);
        // Brokers that do not answer are told of by other questions; here it only stays unknown.
        return new Beginnings(outcome.Value?.Values.Values.SelectMany(table => table.OffsetTable)
            .ToDictionary(queue => (queue.Key.BrokerName, queue.Key.QueueId), queue => queue.Value.MinOffset) ?? []);
    }

    /// <summary>Offset of the first message that is kept, by queue.</summary>
    private sealed class Beginnings(Dictionary<(string Broker, int Queue), long> offsets)
    {
        public long? Find(string broker, int queue) => offsets.TryGetValue((broker, queue), out var offset) ? offset : null;
    }
}

/// <summary>Messages of one queue that were deleted before a group read them.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="BrokerName">The broker set that has the queue.</param>
/// <param name="QueueId">Which queue of it.</param>
/// <param name="Messages">How many at least.</param>
/// <param name="SeenAt">When the group was last seen before them.</param>
public sealed record QueueLoss(string Topic, string BrokerName, int QueueId, long Messages, DateTimeOffset SeenAt);
