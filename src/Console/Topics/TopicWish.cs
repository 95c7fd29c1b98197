using System.Collections.Immutable;
using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>What a topic shall be like on the brokers that are named; on others it stays as it is. Knows what that would change.</summary>
/// <remarks>Immutable, and kept as JSON: names and meanings of its properties stay.</remarks>
public sealed record TopicWish
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Its settings by broker name.</summary>
    public required SortedDictionary<string, QueueSettings> Brokers { get; init; }

    /// <summary>Whether it is an order topic.</summary>
    public bool Order { get; init; }

    /// <summary>What name servers shall tell clients of an order topic's queues; null: the queues to write to.</summary>
    public string? OrderQueues { get; init; }

    /// <summary>Kind of messages; null leaves it as it is.</summary>
    public string? MessageType { get; init; }

    /// <summary>What would be changed, broker by broker, and at the name servers.</summary>
    /// <param name="before">The topic as it is; null when there is none.</param>
    /// <param name="snapshot">The cluster.</param>
    public IReadOnlyList<BrokerChange> Plan(TopicSnapshot? before, ClusterSnapshot snapshot)
    {
        List<BrokerChange> changes = [.. Brokers.Keys.Select(broker => new BrokerChange(
            broker, snapshot.MasterAddress(broker), before?.Configs.ContainsKey(broker) != true, [.. Compare(broker, before, snapshot)]))];
        if (before?.OrderQueues != OrderAfter(before))
            changes.Add(new BrokerChange(OrderTopics.Namespace, "", false, [new FieldChange("Topics.OrderQueues", before?.OrderQueues, OrderAfter(before))]));
        return changes;
    }

    /// <summary>Settings a broker would have afterwards; what is not wished for stays as it is.</summary>
    public TopicConfig ConfigFor(string broker, TopicSnapshot? before)
    {
        var known = before?.Configs.GetValueOrDefault(broker);
        var queues = Brokers[broker];
        return (known ?? new TopicConfig()) with
        {
            TopicName = Name,
            ReadQueueNums = queues.ReadQueues,
            WriteQueueNums = queues.WriteQueues,
            Perm = queues.Permission,
            Order = Order,
            Attributes = MessageType is { } type && type != known?.Attributes?.GetValueOrDefault(MessageTypes.Attribute) ? MessageTypes.ToSet(type) : null,
        };
    }

    /// <summary>What name servers would tell clients; null when it is no order topic.</summary>
    public string? OrderAfter(TopicSnapshot? before) => !Order ? null : OrderQueues ?? TopicOrder.Spell(
        (before?.Configs ?? ImmutableSortedDictionary<string, TopicConfig>.Empty).Where(broker => !Brokers.ContainsKey(broker.Key)).Select(broker => (broker.Key, broker.Value.WriteQueueNums))
            .Concat(Brokers.Select(broker => (broker.Key, broker.Value.WriteQueues))));

    /// <summary>Names of its brokers that are too old for the kind of messages that is wished for.</summary>
    public IReadOnlyList<string> TooOld(ClusterSnapshot snapshot) => MessageType is null ? [] :
        [.. snapshot.Masters().Where(master => Brokers.ContainsKey(master.BrokerName) && MessageTypes.AreKnownTo(master) is false).Select(master => master.BrokerName)];

    /// <summary>Messages in queues that would no longer be read: true when read queues shrink on any broker.</summary>
    public bool HidesMessages(TopicSnapshot? before) =>
        Brokers.Any(broker => before?.Configs.GetValueOrDefault(broker.Key)?.ReadQueueNums > broker.Value.ReadQueues);

    /// <summary>What differs between the settings of a broker, null for none, and others.</summary>
    internal static IEnumerable<FieldChange> Differences(TopicConfig? before, TopicConfig after, bool? wasOrdered)
    {
        FieldChange[] all =
        [
            new("Topics.ReadQueues", Text(before?.ReadQueueNums), Text(after.ReadQueueNums)!),
            new("Topics.WriteQueues", Text(before?.WriteQueueNums), Text(after.WriteQueueNums)!),
            new("Topics.Permission", before is null ? null : ((Permissions)before.Perm).ToText(), ((Permissions)after.Perm).ToText()),
            new("Topics.Order", Text(wasOrdered), Text(after.Order)),
        ];
        return all.Where(field => field.Before != field.After);
    }

    // Brokers of 4.9 forget that a topic is ordered, so that it is compared with what is known of the topic as a whole.
    private IEnumerable<FieldChange> Compare(string broker, TopicSnapshot? before, ClusterSnapshot snapshot)
    {
        var known = before?.Configs.GetValueOrDefault(broker);
        var changes = Differences(known, ConfigFor(broker, before), known is null ? null : before!.IsOrdered);
        var type = known is null ? null : MessageTypes.Of(known, MessageTypes.AreKnownTo(snapshot.Masters().FirstOrDefault(master => master.BrokerName == broker)));
        return MessageType is null || MessageType == type ? changes : changes.Append(new FieldChange("Topics.MessageType", type, MessageType));
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(bool? value) => value switch { null => null, true => "true", false => "false" };
}
