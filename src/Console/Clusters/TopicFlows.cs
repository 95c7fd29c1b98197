using System.Collections.Immutable;
using RocketMQ.Admin;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Rates of topics. Where a group has offsets, brokers tell the ends of a topic's queues in bulk (317); topics that nobody consumes are asked
/// about one by one (202), a few a round: those that somebody looks at first, the others in turns.
/// </summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
internal sealed class TopicFlows(IAdminClient admin, Question question, TimeProvider time)
{
    // What was reckoned longer ago than this says nothing about now.
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);

    private readonly RotatingFigures<Ends> _ends = new((topic, stopping) => AskAsync(admin, question, time, topic, stopping), time);
    private Dictionary<(string Broker, string Topic), Counter> _counters = [];

    /// <summary>Topics that pages show.</summary>
    public RowWatchers Watched { get; } = new();

    /// <summary>Takes what the masters told in this round and asks about topics that none told of.</summary>
    /// <param name="masters">What the masters told.</param>
    /// <param name="topics">All topics.</param>
    /// <param name="most">About how many topics may be asked.</param>
    /// <param name="stopping">Ends the asking.</param>
    public async Task<ImmutableDictionary<string, TopicFlow>> AskAsync(
        IReadOnlyCollection<MasterLists> masters, ImmutableArray<TopicSnapshot> topics, int most, CancellationToken stopping)
    {
        var there = topics.SelectMany(topic => topic.Configs.Keys.Select(broker => (broker, topic.Name))).ToHashSet();
        _counters = _counters.Where(pair => there.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
        var told = new HashSet<(string, string)>();
        foreach (var master in masters)
            Take(master, told);
        var answering = masters.Where(master => master.Progress is not null).Select(master => master.BrokerName).ToHashSet(StringComparer.Ordinal);
        List<string> untold = [.. topics
            .Where(topic => topic.Kind is TopicKind.Normal || Watched.IsWatched(topic.Name))
            .Where(topic => topic.Configs.Keys.All(answering.Contains) && topic.Configs.Keys.Any(broker => !told.Contains((broker, topic.Name))))
            .Select(topic => topic.Name)];
        foreach (var ends in await _ends.AskAsync(most, untold, Watched.IsWatched, stopping))
            Take(ends, told);
        var outRates = OutRates(masters);
        return topics.ToImmutableDictionary(
            topic => topic.Name,
            topic => FlowOf(topic) with { OutRate = topic.Configs.Keys.All(answering.Contains) && outRates.TryGetValue(topic.Name, out var rate) ? rate : null },
            StringComparer.Ordinal);
    }

    private void Take(MasterLists master, HashSet<(string, string)> told)
    {
        if (master.Progress is null)
        {
            // What was stored meanwhile must not all count for the next round.
            foreach (var silent in _counters.Where(pair => pair.Key.Broker == master.BrokerName))
                silent.Value.Forget();
            return;
        }

        var ends = master.Progress.Groups
            .SelectMany(groups => groups.Values)
            .SelectMany(stats => stats)
            .SelectMany(stats => stats.OffsetTable)
            .GroupBy(queue => queue.Key, queue => queue.Value.BrokerOffset)
            .GroupBy(queue => queue.Key.Topic, queue => queue.Max(), StringComparer.Ordinal);
        foreach (var topic in ends)
        {
            told.Add((master.BrokerName, topic.Key));
            CounterOf(master.BrokerName, topic.Key).Take(topic.Sum(), master.ProgressAt, time);
        }
    }

    private void Take(Ends ends, HashSet<(string, string)> told)
    {
        foreach (var (broker, end) in ends.ByBroker)
        {
            if (told.Add((broker, ends.Topic)))
                CounterOf(broker, ends.Topic).Take(end, ends.At, time);
        }
    }

    private static async Task<Ends> AskAsync(IAdminClient admin, Question question, TimeProvider time, string topic, CancellationToken stopping)
    {
        var outcome = await question.AskAsync(admin.NameServers.Addresses[0], "GET_TOPIC_STATS_INFO", limit => admin.Topics.GetStatisticsAsync(topic, limit), stopping);
        // Brokers that do not answer are told of by other questions; here it only stays unknown.
        var queues = outcome.Value?.Values.Values.SelectMany(table => table.OffsetTable) ?? [];
        return new Ends(topic, queues.GroupBy(queue => queue.Key.BrokerName, StringComparer.Ordinal).ToDictionary(broker => broker.Key, broker => broker.Sum(queue => queue.Value.MaxOffset)), time.GetTimestamp());
    }

    private Counter CounterOf(string broker, string topic)
    {
        if (!_counters.TryGetValue((broker, topic), out var counter))
            _counters[(broker, topic)] = counter = new Counter();
        return counter;
    }

    // A sum that lacks a broker would look like less traffic.
    private TopicFlow FlowOf(TopicSnapshot topic)
    {
        double? rate = 0;
        long? stored = 0;
        foreach (var broker in topic.Configs.Keys)
        {
            var counter = _counters.GetValueOrDefault((broker, topic.Name));
            rate += counter?.RateWithin(Keep, time);
            stored += counter?.ValueWithin(Keep, time);
        }

        return new TopicFlow(rate, null, stored);
    }

    private static Dictionary<string, double> OutRates(IEnumerable<MasterLists> masters) => masters
        .SelectMany(master => master.Progress?.Groups ?? [])
        .SelectMany(groups => groups.Values)
        .SelectMany(stats => stats)
        .Where(stats => stats.OffsetTable.Count > 0)
        .GroupBy(stats => stats.OffsetTable.Keys.First().Topic, stats => stats.ConsumeTps, StringComparer.Ordinal)
        .ToDictionary(topic => topic.Key, topic => topic.Sum(), StringComparer.Ordinal);

    private sealed record Ends(string Topic, IReadOnlyDictionary<string, long> ByBroker, long At);

    private sealed class Counter
    {
        private readonly CounterRate _rate = new();
        private double? _last;
        private long? _value;
        private long _at;

        public void Take(long value, long timestamp, TimeProvider time) => (_last, _value, _at) = (_rate.Next(value, timestamp, time), value, timestamp);

        public void Forget()
        {
            _rate.Reset();
            (_last, _value) = (null, null);
        }

        public double? RateWithin(TimeSpan age, TimeProvider time) => time.GetElapsedTime(_at) <= age ? _last : null;

        public long? ValueWithin(TimeSpan age, TimeProvider time) => time.GetElapsedTime(_at) <= age ? _value : null;
    }
}
