using System.Collections.Immutable;
using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>A group as a form holds it: the same settings for every chosen broker. Knows what applying it would change.</summary>
public sealed class GroupDraft
{
    private ImmutableSortedDictionary<string, SubscriptionGroupConfig> _before = ImmutableSortedDictionary<string, SubscriptionGroupConfig>.Empty;

    /// <summary>The settings, changed in place.</summary>
    public SubscriptionGroupConfig Config { get; private init; } = new();

    /// <summary>Names of the brokers to create or change it on.</summary>
    public SortedSet<string> Brokers { get; } = new(StringComparer.Ordinal);

    /// <summary>Its settings at the moment, by broker name; empty for a new group.</summary>
    public IReadOnlyDictionary<string, SubscriptionGroupConfig> Before => _before;

    /// <summary>Whether brokers have different settings at the moment.</summary>
    public bool Differs => _before.Values.Any(config => Fields(_before.Values.First(), config).Any());

    /// <summary>Whether there is nothing wrong with it.</summary>
    public bool IsValid => GroupRules.Check(Config.GroupName).IsValid && Brokers.Count > 0
        && Config is { RetryQueueNums: >= 0, RetryMaxTimes: >= -1, BrokerId: >= 0, WhichBrokerWhenConsumeSlowly: >= 0 };

    /// <summary>A new group on all brokers.</summary>
    public static GroupDraft New(ClusterSnapshot snapshot)
    {
        var draft = new GroupDraft();
        draft.Brokers.UnionWith(snapshot.Masters().Select(broker => broker.BrokerName));
        return draft;
    }

    /// <summary>A group as it is on the first of its brokers, to be changed on all that have it.</summary>
    public static GroupDraft Edit(GroupSnapshot group)
    {
        var draft = new GroupDraft { _before = group.Configs, Config = group.Configs.Values.First() with { } };
        draft.Brokers.UnionWith(group.Configs.Keys);
        return draft;
    }

    /// <summary>Takes over what an address says of the settings, as the palette writes it for a line of mqadmin; what is no number stays as it is.</summary>
    /// <param name="get">Value of a parameter: name, consume, fromMin, broadcast, retryQueues, retryMax, brokerId, slowBrokerId, notify, broker.</param>
    public void Fill(Func<string, string?> get)
    {
        Config.GroupName = get("name") ?? Config.GroupName;
        Config.ConsumeEnable = Switch("consume") ?? Config.ConsumeEnable;
        Config.ConsumeFromMinEnable = Switch("fromMin") ?? Config.ConsumeFromMinEnable;
        Config.ConsumeBroadcastEnable = Switch("broadcast") ?? Config.ConsumeBroadcastEnable;
        Config.NotifyConsumerIdsChangedEnable = Switch("notify") ?? Config.NotifyConsumerIdsChangedEnable;
        Config.RetryQueueNums = (int?)Number("retryQueues") ?? Config.RetryQueueNums;
        Config.RetryMaxTimes = (int?)Number("retryMax") ?? Config.RetryMaxTimes;
        Config.BrokerId = Number("brokerId") ?? Config.BrokerId;
        Config.WhichBrokerWhenConsumeSlowly = Number("slowBrokerId") ?? Config.WhichBrokerWhenConsumeSlowly;
        if (get("broker") is { } broker && Brokers.Contains(broker))
            Brokers.IntersectWith([broker]);

        bool? Switch(string name) => bool.TryParse(get(name), out var value) ? value : null;

        long? Number(string name) => int.TryParse(get(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The same draft, which stays as it is while a form goes on changing this one.</summary>
    public GroupDraft Copy()
    {
        var copy = new GroupDraft { _before = _before, Config = Config with { } };
        copy.Brokers.UnionWith(Brokers);
        return copy;
    }

    /// <summary>What differs between the settings of a broker, null for none, and others.</summary>
    public static IReadOnlyList<FieldChange> Differences(SubscriptionGroupConfig? before, SubscriptionGroupConfig after) => [.. Fields(before, after)];

    /// <summary>What a broker loses with the group.</summary>
    public static IReadOnlyList<FieldChange> Lost(SubscriptionGroupConfig before) =>
        [.. Fields(null, before).Select(field => new FieldChange(field.Name, field.After, null))];

    /// <summary>Takes what brokers have now for the settings before, so that the plan tells what is still different.</summary>
    public void Rebase(GroupSnapshot? group) => _before = group?.Configs ?? ImmutableSortedDictionary<string, SubscriptionGroupConfig>.Empty;

    /// <summary>Settings a broker would have afterwards; what the form does not show stays as it is there.</summary>
    public SubscriptionGroupConfig ConfigFor(string broker) => _before.GetValueOrDefault(broker) is not { } before ? Config with { } : before with
    {
        ConsumeEnable = Config.ConsumeEnable,
        ConsumeFromMinEnable = Config.ConsumeFromMinEnable,
        ConsumeBroadcastEnable = Config.ConsumeBroadcastEnable,
        RetryMaxTimes = Config.RetryMaxTimes,
        RetryQueueNums = Config.RetryQueueNums,
        BrokerId = Config.BrokerId,
        WhichBrokerWhenConsumeSlowly = Config.WhichBrokerWhenConsumeSlowly,
        NotifyConsumerIdsChangedEnable = Config.NotifyConsumerIdsChangedEnable,
        ConsumeMessageOrderly = before.ConsumeMessageOrderly is null ? null : Config.ConsumeMessageOrderly,
        ConsumeTimeoutMinute = before.ConsumeTimeoutMinute is null ? null : Config.ConsumeTimeoutMinute,
    };

    /// <summary>What applying it would change, broker by broker.</summary>
    public IReadOnlyList<BrokerChange> Plan(ClusterSnapshot snapshot) => [.. Brokers.Select(broker =>
    {
        var before = _before.GetValueOrDefault(broker);
        return new BrokerChange(broker, snapshot.MasterAddress(broker), before is null, [.. Fields(before, ConfigFor(broker))]);
    })];

    private static IEnumerable<FieldChange> Fields(SubscriptionGroupConfig? before, SubscriptionGroupConfig after)
    {
        (string Name, Func<SubscriptionGroupConfig, string?> Value)[] all =
        [
            ("Groups.ConsumeEnable", config => Text(config.ConsumeEnable)),
            ("Groups.ConsumeFromMin", config => Text(config.ConsumeFromMinEnable)),
            ("Groups.Broadcast", config => Text(config.ConsumeBroadcastEnable)),
            ("Groups.RetryMax", config => Text(config.RetryMaxTimes)),
            ("Groups.RetryQueues", config => Text(config.RetryQueueNums)),
            ("Groups.BrokerId", config => Text(config.BrokerId)),
            ("Groups.SlowBrokerId", config => Text(config.WhichBrokerWhenConsumeSlowly)),
            ("Groups.Notify", config => Text(config.NotifyConsumerIdsChangedEnable)),
            ("Groups.Orderly", config => config.ConsumeMessageOrderly is { } orderly ? Text(orderly) : null),
            ("Groups.Timeout", config => config.ConsumeTimeoutMinute is { } minutes ? Text(minutes) : null),
        ];
        return from field in all
               let value = field.Value(after)
               where value is not null
               let old = before is null ? null : field.Value(before)
               where old != value
               select new FieldChange(field.Name, old, value);
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
