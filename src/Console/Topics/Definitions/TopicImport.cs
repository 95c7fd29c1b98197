using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics.Definitions;

/// <summary>What a definition would do to a cluster.</summary>
public enum ImportVerdict
{
    /// <summary>No broker has the topic.</summary>
    Create,

    /// <summary>Settings of the topic change, or it comes to another broker.</summary>
    Change,

    /// <summary>It is so already.</summary>
    Same,

    /// <summary>It cannot be done; the problem says why.</summary>
    Refused,
}

/// <summary>One definition, held against a cluster.</summary>
/// <param name="Topic">Name of the topic.</param>
/// <param name="Verdict">What it would do.</param>
/// <param name="Problem">Why it cannot be done; null when it can.</param>
/// <param name="Wish">What would be done; null when it is refused.</param>
/// <param name="Changes">What would change; empty when nothing would.</param>
public sealed record ImportLine(string Topic, ImportVerdict Verdict, Remark? Problem, TopicWish? Wish, IReadOnlyList<BrokerChange> Changes);

/// <summary>Holds definitions of topics against a cluster, before anything is changed.</summary>
internal static class TopicImport
{
    /// <summary>What each definition would do.</summary>
    /// <param name="definitions">As they were read.</param>
    /// <param name="everywhere">Takes the first settings of each topic for all brokers of the cluster, for files of another cluster.</param>
    /// <param name="snapshot">The cluster.</param>
    public static IReadOnlyList<ImportLine> Check(IReadOnlyList<TopicDefinition> definitions, bool everywhere, ClusterSnapshot snapshot)
    {
        List<string> masters = [.. snapshot.Masters().Select(broker => broker.BrokerName).Distinct().Order(StringComparer.Ordinal)];
        var topics = snapshot.Topics.ToDictionary(topic => topic.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. definitions.Select(definition => Check(
            definition, everywhere, masters, topics.GetValueOrDefault(definition.Topic), snapshot, isRepeated: !seen.Add(definition.Topic)))];
    }

    private static ImportLine Check(
        TopicDefinition definition, bool everywhere, List<string> masters, TopicSnapshot? known, ClusterSnapshot snapshot, bool isRepeated)
    {
        if (isRepeated)
            return Refused(new Remark("Import.Twice"));
        if (TopicRules.Check(definition.Topic).Problem is not null)
            return Refused(new Remark("Import.BadName", definition.Topic, TopicRules.MaxLength));
        if (known?.Kind is TopicKind.System || SystemTopics.IsSystemTopic(definition.Topic))
            return Refused(new Remark("Import.System"));
        if (Settings(definition, everywhere, masters, out var problem) is not { } brokers)
            return Refused(problem!);
        var wish = new TopicWish
        {
            Name = definition.Topic, Brokers = brokers, Order = definition.Order, OrderQueues = definition.Order ? definition.OrderQueues : null, MessageType = definition.MessageType,
        };
        if ((Order(wish, known) ?? Type(wish, snapshot)) is { } refusal)
            return Refused(refusal);
        var changes = wish.Plan(known, snapshot);
        var verdict = known is null ? ImportVerdict.Create : changes.Any(change => change.Fields.Count > 0) ? ImportVerdict.Change : ImportVerdict.Same;
        return new ImportLine(definition.Topic, verdict, null, wish, verdict is ImportVerdict.Same ? [] : changes);

        ImportLine Refused(Remark why) => new(definition.Topic, ImportVerdict.Refused, why, null, []);
    }

    private static SortedDictionary<string, QueueSettings>? Settings(TopicDefinition definition, bool everywhere, List<string> masters, out Remark? problem)
    {
        SortedDictionary<string, QueueSettings> brokers = new(StringComparer.Ordinal);
        problem = definition.Brokers.Count == 0 ? new Remark("Import.NoBroker") : null;
        foreach (var (name, on) in definition.Brokers)
        {
            var settings = new QueueSettings(on.ReadQueues, on.WriteQueues, PermissionOf(on.Permission));
            problem ??= !settings.IsValid ? new Remark("Import.BadQueues", on.ReadQueues, on.WriteQueues, name, QueueSettings.MostQueues)
                : settings.Permission == 0 ? new Remark("Import.BadPermission", on.Permission, name)
                : !everywhere && name != TopicDefinition.Everywhere && !masters.Contains(name) ? new Remark("Import.UnknownBroker", name, string.Join(", ", masters))
                : null;
            // A broker that is named comes before what holds for every broker.
            foreach (var broker in everywhere || name == TopicDefinition.Everywhere ? masters : [name])
            {
                if (!everywhere && name != TopicDefinition.Everywhere)
                    brokers[broker] = settings;
                else
                    brokers.TryAdd(broker, settings);
            }
        }

        return problem is null ? brokers : null;
    }

    private static Remark? Order(TopicWish wish, TopicSnapshot? known)
    {
        if (wish.OrderQueues is not { } queues)
            return null;
        var writable = known?.Configs.ToDictionary(broker => broker.Key, broker => broker.Value.WriteQueueNums, StringComparer.Ordinal) ?? [];
        foreach (var (broker, settings) in wish.Brokers)
            writable[broker] = settings.WriteQueues;
        return TopicOrder.Problem(queues, writable);
    }

    private static Remark? Type(TopicWish wish, ClusterSnapshot snapshot) =>
        wish.MessageType is { } type && !MessageTypes.All.Contains(type) ? new Remark("Import.BadType", type, string.Join(", ", MessageTypes.All))
        : wish.TooOld(snapshot) is { Count: > 0 } old ? new Remark("Topics.TypesTooOld", string.Join(", ", old))
        : null;

    // 0 where it is none.
    private static int PermissionOf(string text)
    {
        var permissions = Permissions.None;
        foreach (var letter in text.Replace("-", "", StringComparison.Ordinal))
        {
            var bit = letter switch { 'R' => Permissions.Read, 'W' => Permissions.Write, 'X' => Permissions.Inherit, _ => Permissions.None };
            if (bit is Permissions.None || permissions.HasFlag(bit))
                return 0;
            permissions |= bit;
        }

        return permissions.CanRead() || permissions.CanWrite() ? (int)permissions : 0;
    }
}
