using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>One line of the list of topics. Null stands for "not known".</summary>
public sealed record TopicRow
{
    /// <summary>Topic.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required TopicKind Kind { get; init; }

    /// <summary>Names of the brokers that have it.</summary>
    public required string Brokers { get; init; }

    /// <summary>How many those are.</summary>
    public required int BrokerCount { get; init; }

    /// <summary>Queues to read from, over all brokers.</summary>
    public required int ReadQueues { get; init; }

    /// <summary>Queues to write to, over all brokers.</summary>
    public required int WriteQueues { get; init; }

    /// <summary>"RW-", or several where brokers differ.</summary>
    public required string Permission { get; init; }

    /// <summary>Whether it is an order topic.</summary>
    public required bool Order { get; init; }

    /// <summary>Kind of messages, or several where brokers differ; null where brokers have none, too.</summary>
    public string? MessageType { get; init; }

    /// <summary>Names of its brokers that are too old for message types; empty when there are none.</summary>
    public string Untyped { get; init; } = "";

    /// <summary>Messages ever stored.</summary>
    public long? Stored { get; init; }

    /// <summary>Messages stored a second.</summary>
    public double? InRate { get; init; }

    /// <summary>Messages consumed a second by all groups together.</summary>
    public double? OutRate { get; init; }

    /// <summary>How long its brokers keep messages at least; the shortest time where they differ.</summary>
    public TimeSpan? Kept { get; init; }

    /// <summary>When the oldest message that its brokers still have was stored, whatever its topic.</summary>
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>The line of a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="flow">What goes through it; null when not known.</param>
    /// <param name="traits">Its brokers by name.</param>
    public static TopicRow Of(TopicSnapshot topic, TopicFlow? flow, IReadOnlyDictionary<string, BrokerTraits> traits)
    {
        List<OnBroker> brokers = [.. topic.Configs.Select(pair => new OnBroker(pair.Key, pair.Value, traits.GetValueOrDefault(pair.Key) ?? BrokerTraits.Unknown))];
        return new TopicRow
        {
            Name = topic.Name,
            Kind = topic.Kind,
            Brokers = string.Join(", ", topic.Configs.Keys),
            BrokerCount = topic.Configs.Count,
            ReadQueues = topic.Configs.Values.Sum(config => config.ReadQueueNums),
            WriteQueues = topic.Configs.Values.Sum(config => config.WriteQueueNums),
            Permission = string.Join(" / ", topic.Configs.Values.Select(config => ((Permissions)config.Perm).ToText()).Distinct()),
            Order = topic.IsOrdered,
            MessageType = string.Join(" / ", brokers.Select(broker => broker.Type).OfType<string>().Distinct()) is { Length: > 0 } types ? types : null,
            Untyped = string.Join(", ", brokers.Where(broker => broker.Traits.KnowsTypes is false).Select(broker => broker.Name)),
            Stored = flow?.Stored,
            InRate = flow?.InRate,
            OutRate = flow?.OutRate,
            // The shortest of some would be longer than the shortest of all.
            Kept = brokers.TrueForAll(broker => broker.Traits.Kept is not null) ? brokers.Min(broker => broker.Traits.Kept) : null,
            OldestAt = brokers.Min(broker => broker.Traits.OldestAt),
        };
    }

    private readonly record struct OnBroker(string Name, TopicConfig Config, BrokerTraits Traits)
    {
        public string? Type => MessageTypes.Of(Config, Traits.KnowsTypes);
    }
}
