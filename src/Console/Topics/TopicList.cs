using System.Collections.Immutable;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Radar;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>The topics of a snapshot that pass the filters, and what was left out. Keeps its rows while nothing has changed, so that tables keep their place.</summary>
public sealed class TopicList
{
    /// <summary>Kinds that are listed unless others are asked for: what users made, and dead letters, which call for attention.</summary>
    public static ImmutableHashSet<TopicKind> UsualKinds { get; } = [TopicKind.Normal, TopicKind.DeadLetter];

    private ImmutableArray<TopicSnapshot> _topics = [];
    private ImmutableDictionary<string, TopicFlow> _flows = ImmutableDictionary<string, TopicFlow>.Empty;
    private IReadOnlyDictionary<string, BrokerTraits> _traits = ImmutableDictionary<string, BrokerTraits>.Empty;
    private (string? Text, bool IsPattern, string Kinds) _filter;

    /// <summary>Rows that pass; null while the topics have not been listed yet.</summary>
    public IReadOnlyList<TopicRow>? Shown { get; private set; }

    /// <summary>How many topics there are.</summary>
    public int Total => _topics.Length;

    /// <summary>How many are left out because of their kind alone.</summary>
    public int Hidden { get; private set; }

    /// <summary>What "clear filters" would bring back beside the shown: all topics, or none more when only kinds that are usually left out exist.</summary>
    public int Reachable => Shown is { Count: 0 } && string.IsNullOrEmpty(_filter.Text) && _filter.Kinds == Spell(UsualKinds) ? 0 : Total;

    /// <summary>How many there are of each kind; null before any were listed.</summary>
    public IReadOnlyDictionary<TopicKind, int>? Counts { get; private set; }

    /// <summary>What is wrong with the pattern; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Applies filters to a snapshot.</summary>
    /// <param name="snapshot">What is known of the cluster.</param>
    /// <param name="text">Part of the name, or a pattern.</param>
    /// <param name="isPattern">Whether the text is a regular expression.</param>
    /// <param name="kinds">Kinds that are listed.</param>
    /// <param name="retentions">How long brokers keep messages, by their names.</param>
    public void Update(
        ClusterSnapshot snapshot, string? text, bool isPattern, ImmutableHashSet<TopicKind> kinds, IReadOnlyDictionary<string, Retention>? retentions = null)
    {
        var filter = (text, isPattern, Spell(kinds));
        var traits = BrokerTraits.Of(snapshot, retentions ?? ImmutableDictionary<string, Retention>.Empty);
        var isSame = _topics == snapshot.Topics && _flows == snapshot.Flows && _filter == filter && traits.SequenceEqual(_traits);
        if (snapshot.ListedAt is null || (Shown is not null && isSame))
            return;
        (_topics, _flows, _filter, _traits) = (snapshot.Topics, snapshot.Flows, filter, traits);
        var names = new NameFilter(text, isPattern);
        var matching = _topics.Where(topic => names.Matches(topic.Name)).ToList();
        Problem = names.Problem;
        Counts = _topics.CountBy(topic => topic.Kind).ToImmutableDictionary();
        List<TopicRow> rows = [.. matching.Where(topic => kinds.Contains(topic.Kind)).Select(topic => TopicRow.Of(topic, _flows.GetValueOrDefault(topic.Name), _traits))];
        Hidden = matching.Count - rows.Count;
        if (Shown is null || !Shown.SequenceEqual(rows))
            Shown = rows;
    }

    /// <summary>Reads the kinds of an address, "Normal,Retry"; the usual ones when there are none.</summary>
    public static ImmutableHashSet<TopicKind> ReadKinds(string? text)
    {
        var kinds = (text ?? "").Split(',').Where(name => Enum.TryParse<TopicKind>(name, out var kind) && Enum.IsDefined(kind)).Select(Enum.Parse<TopicKind>).ToImmutableHashSet();
        return kinds.IsEmpty ? UsualKinds : kinds;
    }

    /// <summary>The kinds after one was switched on or off, as an address spells them; null for the usual ones. The last one stays on.</summary>
    public static string? Toggle(ImmutableHashSet<TopicKind> kinds, TopicKind kind)
    {
        var toggled = kinds.SymmetricExcept([kind]);
        return toggled.IsEmpty ? Spell(kinds) : toggled.SetEquals(UsualKinds) ? null : Spell(toggled);
    }

    private static string Spell(ImmutableHashSet<TopicKind> kinds) => string.Join(',', kinds.Order());
}
