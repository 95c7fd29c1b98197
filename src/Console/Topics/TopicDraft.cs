using System.Collections.Immutable;
using System.Globalization;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>A topic as a form holds it: the same settings for every chosen broker, or those of each. The form's <see cref="Wish"/> is what is planned.</summary>
public sealed class TopicDraft
{
    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Queues to read from, on each broker.</summary>
    public int ReadQueues { get; set; } = QueueSettings.Usual.ReadQueues;

    /// <summary>Queues to write to, on each broker.</summary>
    public int WriteQueues { get; set; } = QueueSettings.Usual.WriteQueues;

    /// <summary>Permission bits, on each broker.</summary>
    public int Permission { get; set; } = QueueSettings.Usual.Permission;

    /// <summary>Settings of single brokers, for those that shall have their own.</summary>
    public SortedDictionary<string, QueueSettings> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is an order topic.</summary>
    public bool Order { get; set; }

    /// <summary>What name servers tell clients of an order topic's queues; empty: the queues to write to.</summary>
    public string OrderQueues { get; set; } = "";

    /// <summary>Kind of messages; null leaves it as it is.</summary>
    public string? MessageType { get; set; }

    /// <summary>Names of the brokers to create or change it on.</summary>
    public SortedSet<string> Brokers { get; } = new(StringComparer.Ordinal);

    /// <summary>The topic at the moment; null for a new one.</summary>
    public TopicSnapshot? Before { get; private set; }

    /// <summary>Whether brokers have different settings at the moment.</summary>
    public bool Differs => Before?.Configs.Values.Select(Of).Distinct().Count() > 1;

    /// <summary>What is wrong with the name; null when nothing is.</summary>
    public string? NameProblem => TopicRules.Check(Name).Problem;

    /// <summary>What is wrong with the queues that name servers shall tell; null when nothing is.</summary>
    public Remark? OrderProblem => Order && OrderQueues.Trim() is { Length: > 0 } text ? TopicOrder.Problem(text, WritableQueues()) : null;

    /// <summary>Whether there is nothing wrong with it.</summary>
    public bool IsValid => NameProblem is null && OrderProblem is null && Brokers.Count > 0 && Brokers.All(broker => SettingsOf(broker).IsValid);

    /// <summary>What the form says now.</summary>
    public TopicWish Wish => new()
    {
        Name = Name,
        Brokers = new(Brokers.ToDictionary(broker => broker, SettingsOf), StringComparer.Ordinal),
        Order = Order,
        OrderQueues = Order && OrderQueues.Trim() is { Length: > 0 } queues ? queues : null,
        MessageType = MessageType,
    };

    /// <summary>A new topic on all brokers.</summary>
    public static TopicDraft New(ClusterSnapshot snapshot)
    {
        var draft = new TopicDraft();
        draft.Brokers.UnionWith(snapshot.Masters().Select(broker => broker.BrokerName));
        return draft;
    }

    /// <summary>A topic as it is on its brokers, to be changed on all that have it.</summary>
    public static TopicDraft Edit(TopicSnapshot topic)
    {
        var first = Of(topic.Configs.Values.First());
        var draft = new TopicDraft
        {
            Before = topic,
            Name = topic.Name,
            ReadQueues = first.ReadQueues,
            WriteQueues = first.WriteQueues,
            Permission = first.Permission,
            Order = topic.IsOrdered,
        };
        draft.Brokers.UnionWith(topic.Configs.Keys);
        if (draft.Differs)
            draft.Part();
        if (topic.OrderQueues is { } queues && queues != draft.Wish.OrderAfter(topic))
            draft.OrderQueues = queues;
        return draft;
    }

    /// <summary>The settings that a broker shall have.</summary>
    public QueueSettings SettingsOf(string broker) => Own.GetValueOrDefault(broker) ?? new QueueSettings(ReadQueues, WriteQueues, Permission);

    /// <summary>Gives every broker settings of its own: those that it has, or else the common ones.</summary>
    public void Part()
    {
        foreach (var broker in Brokers.Union(Before?.Configs.Keys ?? []))
            Own[broker] = Before?.Configs.GetValueOrDefault(broker) is { } config ? Of(config) : SettingsOf(broker);
    }

    /// <summary>Changes settings on every chosen broker; what is null stays as it is.</summary>
    public void Set(int? readQueues, int? writeQueues, int? permission)
    {
        ReadQueues = readQueues ?? ReadQueues;
        WriteQueues = writeQueues ?? WriteQueues;
        Permission = permission ?? Permission;
        foreach (var broker in Own.Keys.ToList())
            Own[broker] = new QueueSettings(readQueues ?? Own[broker].ReadQueues, writeQueues ?? Own[broker].WriteQueues, permission ?? Own[broker].Permission);
    }

    /// <summary>Takes over what an address says of the settings, as the palette writes it for a line of mqadmin; what is no number stays as it is.</summary>
    /// <param name="get">Value of a parameter: name, read, write, perm, order, type, broker.</param>
    public void Fill(Func<string, string?> get)
    {
        Name = get("name") ?? Name;
        Set(Number("read"), Number("write"), Number("perm") is (2 or 4 or 6) and var permission ? permission : null);
        Order = bool.TryParse(get("order"), out var order) ? order : Order;
        MessageType = MessageTypes.All.FirstOrDefault(type => type == get("type")) ?? MessageType;
        if (get("broker") is { } broker && Brokers.Contains(broker))
            Brokers.IntersectWith([broker]);

        int? Number(string name) => int.TryParse(get(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Takes what brokers have now for the settings before, so that the plan tells what is still different.</summary>
    public void Rebase(TopicSnapshot? topic) => Before = topic;

    /// <summary>What applying it would change, broker by broker.</summary>
    public IReadOnlyList<BrokerChange> Plan(ClusterSnapshot snapshot) => Wish.Plan(Before, snapshot);

    /// <summary>Messages in queues that would no longer be read.</summary>
    public bool HidesMessages => Wish.HidesMessages(Before);

    private static QueueSettings Of(TopicConfig config) => new(config.ReadQueueNums, config.WriteQueueNums, config.Perm);

    private ImmutableSortedDictionary<string, int> WritableQueues() => (Before?.Configs ?? ImmutableSortedDictionary<string, TopicConfig>.Empty)
        .ToImmutableSortedDictionary(broker => broker.Key, broker => broker.Value.WriteQueueNums, StringComparer.Ordinal)
        .SetItems(Brokers.Select(broker => KeyValuePair.Create(broker, SettingsOf(broker).WriteQueues)));
}
