using System.Collections.Immutable;
using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Topics and groups of all masters, by the bulk requests 21, 305, 201 and 317: four for each broker, however many topics there are.
/// </summary>
/// <remarks>
/// Used by one look at a time. Settings of a broker that does not answer stay as they were last seen, while it is registered; its
/// figures become unknown.
/// </remarks>
internal sealed class ClusterLists(IAdminClient admin)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, TopicConfig>> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, SubscriptionGroupConfig>> _groups = new(StringComparer.Ordinal);
    private ImmutableHashSet<string> _systemTopics = [];

    /// <summary>Asks and fills the snapshot's lists.</summary>
    public async Task<ClusterSnapshot> FillAsync(ClusterSnapshot snapshot, ClusterTopology topology, CancellationToken cancellation)
    {
        var target = BrokerTarget.AllMasters;
        var topics = admin.Topics.ListAsync(target, cancellation);
        var system = admin.Topics.ListSystemNamesAsync(cancellation);
        var groups = admin.Groups.ListAsync(target, cancellation);
        var progress = admin.Groups.ListProgressAsync(target, cancellation);
        await Task.WhenAll(topics, system, groups, progress);

        var masters = topology.Masters.ToDictionary(broker => broker.Address, broker => broker.BrokerName);
        Keep(_topics, await topics, masters);
        Keep(_groups, await groups, masters);
        _systemTopics = [.. (await system).Values.Values.SelectMany(names => names)];
        return snapshot with
        {
            Topics = [.. Topics(masters)],
            Groups = [.. Groups(masters, await progress)],
            Failures =
            [
                .. snapshot.Failures,
                .. Failures("topics", (await topics).Failures),
                .. Failures("system topics", (await system).Failures),
                .. Failures("groups", (await groups).Failures),
                .. Failures("progress of groups", (await progress).Failures),
            ],
        };
    }

    private static void Keep<T>(Dictionary<string, T> known, PartialResult<T> answers, Dictionary<string, string> masters)
    {
        foreach (var gone in known.Keys.Where(address => !masters.ContainsKey(address)).ToList())
            known.Remove(gone);
        foreach (var (address, table) in answers.Values)
            known[address] = table;
    }

    private static IEnumerable<TargetFailure> Failures(string what, IEnumerable<Admin.Targets.TargetFailure> failures) =>
        failures.Select(failure => new TargetFailure(failure.Address, what, failure.Message));

    private static ImmutableSortedDictionary<string, TConfig> ByBroker<TConfig>(
        IEnumerable<(string Address, TConfig Config)> configs, Dictionary<string, string> masters) =>
        configs.Where(entry => masters.ContainsKey(entry.Address))
            .ToImmutableSortedDictionary(entry => masters[entry.Address], entry => entry.Config, StringComparer.Ordinal);

    private IEnumerable<TopicSnapshot> Topics(Dictionary<string, string> masters) =>
        from broker in _topics
        from topic in broker.Value
        group (broker.Key, topic.Value) by topic.Key into topic
        orderby topic.Key
        select new TopicSnapshot { Name = topic.Key, Kind = KindOf(topic.Key), Configs = ByBroker(topic, masters) };

    private IEnumerable<GroupSnapshot> Groups(Dictionary<string, string> masters, PartialResult<ConsumeStatsList> progress)
    {
        var isKnown = progress.Failures.Count == 0;
        var stats = progress.Values.Values
            .SelectMany(list => list.Groups)
            .SelectMany(table => table)
            .ToLookup(entry => entry.Key, entry => entry.Value);
        return
            from broker in _groups
            from config in broker.Value
            group (broker.Key, config.Value) by config.Key into configs
            orderby configs.Key
            select Describe(configs.Key, ByBroker(configs, masters), isKnown ? [.. stats[configs.Key].SelectMany(list => list)] : null);
    }

    private static GroupSnapshot Describe(
        string name, ImmutableSortedDictionary<string, SubscriptionGroupConfig> configs, List<ConsumeStats>? stats)
    {
        var queues = stats?.SelectMany(table => table.OffsetTable).ToList();
        var last = queues?.Select(queue => queue.Value.LastTimestamp).DefaultIfEmpty().Max();
        return new GroupSnapshot
        {
            Name = name,
            IsSystem = SystemGroups.Contains(name),
            Configs = configs,
            Lag = queues is { Count: > 0 } ? queues.Sum(queue => Math.Max(0, queue.Value.BrokerOffset - queue.Value.ConsumerOffset)) : null,
            ConsumeRate = stats?.Sum(table => table.ConsumeTps),
            Topics = queues is null ? null : [.. queues.Select(queue => queue.Key.Topic).Distinct().Order(StringComparer.Ordinal)],
            LastConsumed = last > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(last.Value) : null,
        };
    }

    private TopicKind KindOf(string topic) =>
        SystemTopics.IsRetry(topic) ? TopicKind.Retry
        : SystemTopics.IsDeadLetter(topic) ? TopicKind.DeadLetter
        : SystemTopics.IsSystemTopic(topic) || _systemTopics.Contains(topic) ? TopicKind.System
        : TopicKind.Normal;
}
