using System.Collections.Immutable;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>What a search over all topics asks, and in which order.</summary>
/// <param name="Clues">What the text was taken for.</param>
/// <param name="Topics">Every topic to ask about, those that the text names first.</param>
/// <param name="Brokers">Whom to ask about each of them: address by broker name.</param>
public sealed record FindPlan(IReadOnlyList<Clue> Clues, IReadOnlyList<string> Topics, IReadOnlyDictionary<string, ImmutableDictionary<string, string>> Brokers)
{
    /// <summary>Clients' clocks and time zones differ from ours; a message is never stored a day before it is made.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromDays(1);

    // Messages that are not to be seen yet are indexed under these.
    private static readonly string[] HoldingTopics = [SystemTopics.Schedule, SystemTopics.Timer, SystemTopics.TransactionHalf];

    /// <summary>Servers that did not say which topics they have, with their words: there may be more topics than <see cref="Topics"/>.</summary>
    public IReadOnlyDictionary<string, string> Unlisted { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids and keys to look for.</summary>
    public IEnumerable<Clue> Wanted => Clues.Where(clue => clue.Kind is ClueKind.UniqueId or ClueKind.Key);

    /// <summary>Makes the plan for a pasted text.</summary>
    public static FindPlan Of(string text, ClusterSnapshot snapshot, DateTimeOffset now)
    {
        var clues = ClueReader.Read(text, snapshot, now);
        var named = clues.Where(clue => clue.Kind is ClueKind.Topic).Select(clue => clue.Text).ToHashSet(StringComparer.Ordinal);
        var groups = clues.Where(clue => clue.Kind is ClueKind.Group).Select(clue => clue.Text).ToHashSet(StringComparer.Ordinal);
        var topics = snapshot.Topics
            .Where(topic => topic.Kind is not TopicKind.System || HoldingTopics.Contains(topic.Name))
            .OrderBy(topic => Rank(topic, named, groups))
            .ThenBy(topic => topic.Name, StringComparer.Ordinal)
            .ToList();
        var readers = snapshot.Brokers.GroupBy(broker => broker.BrokerName).ToDictionary(set => set.Key, set => set.First().Address);
        return new FindPlan(
            clues,
            [.. topics.Select(topic => topic.Name)],
            topics.ToDictionary(topic => topic.Name, topic => topic.Configs.Keys.Where(readers.ContainsKey).ToImmutableDictionary(name => name, name => readers[name])))
        {
            Unlisted = snapshot.Failures.GroupBy(failure => failure.Address).ToDictionary(server => server.Key, server => server.First().Reason),
        };
    }

    /// <summary>The earliest store time worth looking at for a clue; null for all times.</summary>
    public static DateTimeOffset? EarliestOf(Clue clue) => clue.MadeAt - ClockDifference;

    private static int Rank(TopicSnapshot topic, HashSet<string> named, HashSet<string> groups) => topic switch
    {
        { Name: var name } when named.Contains(name) => 0,
        { Kind: TopicKind.Retry or TopicKind.DeadLetter, Name: var name } when groups.Any(group => name.EndsWith('%' + group, StringComparison.Ordinal)) => 1,
        { Kind: TopicKind.Normal } => 2,
        { Kind: TopicKind.System } => 3,
        _ => 4,
    };
}
