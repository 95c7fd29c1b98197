using System.Collections.Concurrent;
using RocketMQ.Admin.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>
/// What one person may see of the messages of one cluster. Everything that leaves the server goes through <see cref="See"/>: pages, searches,
/// columns, the live tail, exports and the API. May be kept: rules and leaves are looked up each time. May be used by several threads.
/// </summary>
internal sealed class MessageSight(MaskingStore store, string cluster, string person)
{
    private readonly ConcurrentDictionary<string, Compiled> _compiled = new(StringComparer.Ordinal);

    /// <summary>A message as the person may see it.</summary>
    public VisibleMessage See(LocatedMessage located) => new(located, MaskOf(located.Message), RevealOf(located.Message));

    private TopicMask MaskOf(StoredMessage message)
    {
        var rules = store.RulesOf(cluster);
        if (rules.Count == 0)
            return TopicMask.None;
        var names = MessageOrigin.TopicsOf(message).Where(topic => store.FindReveal(cluster, person, topic) is null).ToList();
        if (names.Count == 0)
            return TopicMask.None;
        var key = string.Join('\n', names);
        if (_compiled.TryGetValue(key, out var known) && ReferenceEquals(known.Of, rules))
            return known.Mask;
        var mask = new TopicMask([.. rules.Where(rule => names.Exists(topic => topic == SystemTopics.Trace || TopicPattern.Covers(rule.Topics, topic)))]);
        _compiled[key] = new Compiled(rules, mask);
        return mask;
    }

    // Only what is really hidden otherwise is called revealed.
    private Reveal? RevealOf(StoredMessage message) => store.RulesOf(cluster).Count == 0
        ? null
        : MessageOrigin.TopicsOf(message).Select(topic => store.FindReveal(cluster, person, topic)).OfType<Reveal>().OrderBy(reveal => reveal.Until).FirstOrDefault();

    private sealed record Compiled(IReadOnlyList<MaskingRule> Of, TopicMask Mask);
}
