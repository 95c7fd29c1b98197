using System.Collections.Immutable;
using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>A topic as a form holds it: the same settings for every chosen broker. Knows what applying it would change.</summary>
public sealed class TopicDraft
{
    /// <summary>Most queues that the admin client lets pass.</summary>
    public const int MostQueues = 4096;

    private ImmutableSortedDictionary<string, TopicConfig> _before = ImmutableSortedDictionary<string, TopicConfig>.Empty;

    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Queues to read from, on each broker.</summary>
    public int ReadQueues { get; set; } = 8;

    /// <summary>Queues to write to, on each broker.</summary>
    public int WriteQueues { get; set; } = 8;

    /// <summary>Permission bits.</summary>
    public int Permission { get; set; } = (int)(Permissions.Read | Permissions.Write);

    /// <summary>Whether it is an order topic.</summary>
    public bool Order { get; set; }

    /// <summary>Names of the brokers to create or change it on.</summary>
    public SortedSet<string> Brokers { get; } = new(StringComparer.Ordinal);

    /// <summary>Its settings at the moment, by broker name; empty for a new topic.</summary>
    public IReadOnlyDictionary<string, TopicConfig> Before => _before;

    /// <summary>Whether brokers have different settings at the moment.</summary>
    public bool Differs => _before.Values.Select(config => (config.ReadQueueNums, config.WriteQueueNums, config.Perm, config.Order)).Distinct().Count() > 1;

    /// <summary>What is wrong with the name; null when nothing is.</summary>
    public string? NameProblem => TopicRules.Check(Name).Problem;

    /// <summary>Whether a number of queues is allowed.</summary>
    public static bool IsAllowed(int queues) => queues is >= 1 and <= MostQueues;

    /// <summary>Whether there is nothing wrong with it.</summary>
    public bool IsValid => NameProblem is null && IsAllowed(ReadQueues) && IsAllowed(WriteQueues) && Brokers.Count > 0;

    /// <summary>A new topic on all brokers.</summary>
    public static TopicDraft New(ClusterSnapshot snapshot)
    {
        var draft = new TopicDraft();
        draft.Brokers.UnionWith(snapshot.Masters().Select(broker => broker.BrokerName));
        return draft;
    }

    /// <summary>A topic as it is on the first of its brokers, to be changed on all that have it.</summary>
    public static TopicDraft Edit(TopicSnapshot topic)
    {
        var first = topic.Configs.Values.First();
        var draft = new TopicDraft
        {
            _before = topic.Configs,
            Name = topic.Name,
            ReadQueues = first.ReadQueueNums,
            WriteQueues = first.WriteQueueNums,
            Permission = first.Perm,
            Order = first.Order,
        };
        draft.Brokers.UnionWith(topic.Configs.Keys);
        return draft;
    }

    /// <summary>Takes over what an address says of the settings, as the palette writes it for a line of mqadmin; what is no number stays as it is.</summary>
    /// <param name="get">Value of a parameter: name, read, write, perm, order, broker.</param>
    public void Fill(Func<string, string?> get)
    {
        Name = get("name") ?? Name;
        ReadQueues = Number("read") ?? ReadQueues;
        WriteQueues = Number("write") ?? WriteQueues;
        Permission = Number("perm") is (2 or 4 or 6) and var permission ? permission : Permission;
        Order = bool.TryParse(get("order"), out var order) ? order : Order;
        if (get("broker") is { } broker && Brokers.Contains(broker))
            Brokers.IntersectWith([broker]);

        int? Number(string name) => int.TryParse(get(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The same draft, which stays as it is while a form goes on changing this one.</summary>
    public TopicDraft Copy()
    {
        var copy = new TopicDraft { _before = _before, Name = Name, ReadQueues = ReadQueues, WriteQueues = WriteQueues, Permission = Permission, Order = Order };
        copy.Brokers.UnionWith(Brokers);
        return copy;
    }

    /// <summary>Takes what brokers have now for the settings before, so that the plan tells what is still different.</summary>
    public void Rebase(TopicSnapshot? topic) => _before = topic?.Configs ?? ImmutableSortedDictionary<string, TopicConfig>.Empty;

    /// <summary>Settings a broker would have afterwards; what the form does not show stays as it is.</summary>
    public TopicConfig ConfigFor(string broker) => (_before.GetValueOrDefault(broker) ?? new TopicConfig()) with
    {
        TopicName = Name,
        ReadQueueNums = ReadQueues,
        WriteQueueNums = WriteQueues,
        Perm = Permission,
        Order = Order,
    };

    /// <summary>What applying it would change, broker by broker.</summary>
    public IReadOnlyList<BrokerChange> Plan(ClusterSnapshot snapshot) => [.. Brokers.Select(broker =>
    {
        var before = _before.GetValueOrDefault(broker);
        return new BrokerChange(broker, snapshot.MasterAddress(broker), before is null, [.. Compare(before, ConfigFor(broker))]);
    })];

    /// <summary>What differs between the settings of a broker, null for none, and others.</summary>
    public static IReadOnlyList<FieldChange> Differences(TopicConfig? before, TopicConfig after) => [.. Compare(before, after)];

    /// <summary>What a broker loses with the topic.</summary>
    public static IReadOnlyList<FieldChange> Lost(TopicConfig before) =>
        [.. Compare(null, before).Select(field => new FieldChange(field.Name, field.After, null))];

    /// <summary>Messages in queues that would no longer be read: true when read queues shrink on any chosen broker.</summary>
    public bool HidesMessages => Brokers.Any(broker => _before.TryGetValue(broker, out var before) && before.ReadQueueNums > ReadQueues);

    private static IEnumerable<FieldChange> Compare(TopicConfig? before, TopicConfig after)
    {
        FieldChange[] all =
        [
            new("Topics.ReadQueues", Text(before?.ReadQueueNums), Text(after.ReadQueueNums)!),
            new("Topics.WriteQueues", Text(before?.WriteQueueNums), Text(after.WriteQueueNums)!),
            new("Topics.Permission", before is null ? null : ((Permissions)before.Perm).ToText(), ((Permissions)after.Perm).ToText()),
            new("Topics.Order", before is null ? null : Text(before.Order), Text(after.Order)),
        ];
        return all.Where(field => field.Before != field.After);
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
