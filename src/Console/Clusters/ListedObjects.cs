using RocketMQ.Admin.Groups;
using System.Collections.Immutable;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Puts together what the masters list: one topic, one group, over all of them.</summary>
internal static class ListedObjects
{
    /// <summary>Every topic that a master has, in order of name.</summary>
    /// <param name="masters">What each listed.</param>
    /// <param name="systemNames">Topics that the servers say are theirs, clusters' and brokers' names included.</param>
    /// <param name="orders">What name servers tell of order topics.</param>
    public static ImmutableArray<TopicSnapshot> Topics(
        IReadOnlyCollection<MasterLists> masters, IReadOnlySet<string> systemNames, IReadOnlyDictionary<string, string> orders) =>
    [
        .. masters
            .SelectMany(master => (master.Topics ?? ImmutableDictionary<string, TopicConfig>.Empty)
                .Select(topic => (master.BrokerName, Name: topic.Key, Config: topic.Value)))
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .OrderBy(topic => topic.Key, StringComparer.Ordinal)
            .Select(topic => new TopicSnapshot
            {
                Name = topic.Key,
                Kind = KindOf(topic.Key, systemNames),
                Configs = topic.ToImmutableSortedDictionary(entry => entry.BrokerName, entry => entry.Config, StringComparer.Ordinal),
                OrderQueues = orders.GetValueOrDefault(topic.Key),
            }),
    ];

    /// <summary>The newer topics; the older array itself where nothing has changed, so that tables over thousands of rows need not be drawn anew.</summary>
    public static ImmutableArray<TopicSnapshot> Unchanged(ImmutableArray<TopicSnapshot> older, ImmutableArray<TopicSnapshot> newer) =>
        older.Length == newer.Length && older.Zip(newer).All(pair => IsSame(pair.First, pair.Second)) ? older : newer;

    /// <summary>Every group that a master has, in order of name.</summary>
    public static ImmutableArray<GroupSnapshot> Groups(IReadOnlyCollection<MasterLists> masters)
    {
        var progress = masters
            .SelectMany(master => master.Progress?.Groups ?? [])
            .SelectMany(groups => groups)
            .ToLookup(group => group.Key, group => group.Value, StringComparer.Ordinal);
        return
        [
            .. masters
                .SelectMany(master => (master.Groups ?? ImmutableDictionary<string, SubscriptionGroupConfig>.Empty)
                    .Select(group => (Master: master, Name: group.Key, Config: group.Value)))
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Compose(
                    group.Key,
                    group.ToImmutableSortedDictionary(entry => entry.Master.BrokerName, entry => entry.Config, StringComparer.Ordinal),
                    [.. progress[group.Key].SelectMany(stats => stats)],
                    isComplete: group.All(entry => entry.Master.Progress is not null))),
        ];
    }

    private static bool IsSame(TopicSnapshot one, TopicSnapshot other) =>
        one.Name == other.Name && one.Kind == other.Kind && one.OrderQueues == other.OrderQueues && one.Configs.SequenceEqual(other.Configs);

    private static GroupSnapshot Compose(
        string name, ImmutableSortedDictionary<string, SubscriptionGroupConfig> configs, ImmutableArray<ConsumeStats> progress, bool isComplete)
    {
        var group = new GroupSnapshot { Name = name, IsSystem = SystemGroups.Contains(name), Configs = configs };
        if (!isComplete)
            return group;
        var queues = progress.SelectMany(stats => stats.OffsetTable).ToList();
        var last = queues.Select(queue => queue.Value.LastTimestamp).DefaultIfEmpty().Max();
        return group with
        {
            Lag = LagOf(queues),
            ConsumeRate = queues.Count == 0 ? null : progress.Sum(stats => stats.ConsumeTps),
            Topics = [.. queues.Select(queue => queue.Key.Topic).Distinct().Order(StringComparer.Ordinal)],
            Retries = LagOf([.. queues.Where(queue => queue.Key.Topic == SystemTopics.RetryTopicOf(name))]),
            LastConsumed = last > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null,
        };
    }

    // A topic that was deleted and made again can be behind the offsets; that is nothing to catch up with.
    private static long? LagOf(List<KeyValuePair<MessageQueue, OffsetWrapper>> queues) =>
        queues.Count == 0 ? null : queues.Sum(queue => Math.Max(0, queue.Value.BrokerOffset - queue.Value.ConsumerOffset));

    private static TopicKind KindOf(string topic, IReadOnlySet<string> systemNames) =>
        SystemTopics.IsRetry(topic) ? TopicKind.Retry
        : SystemTopics.IsDeadLetter(topic) ? TopicKind.DeadLetter
        : SystemTopics.IsSystemTopic(topic) || systemNames.Contains(topic) ? TopicKind.System
        : TopicKind.Normal;
}
