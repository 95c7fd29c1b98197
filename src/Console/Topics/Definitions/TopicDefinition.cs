using System.Text.Json.Serialization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics.Definitions;

/// <summary>A topic as files hold it. Field names are those of the files and stay.</summary>
public sealed record TopicDefinition
{
    /// <summary>Every broker of the cluster, in place of a name.</summary>
    public const string Everywhere = "*";

    /// <summary>Name.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Whether it is an order topic.</summary>
    public bool Order { get; init; }

    /// <summary>What name servers tell clients of an order topic's queues; left out where it is what follows from the queues to write to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrderQueues { get; init; }

    /// <summary>Kind of messages; left out where brokers do not know it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MessageType { get; init; }

    /// <summary>Its settings by broker name, or by <see cref="Everywhere"/>.</summary>
    public SortedDictionary<string, OnBroker> Brokers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>A topic as it is.</summary>
    public static TopicDefinition Of(TopicSnapshot topic)
    {
        var derived = TopicOrder.Spell(topic.Configs.Select(broker => (broker.Key, broker.Value.WriteQueueNums)));
        return new TopicDefinition
        {
            Topic = topic.Name,
            Order = topic.IsOrdered,
            OrderQueues = topic.OrderQueues == derived ? null : topic.OrderQueues,
            MessageType = topic.Configs.Values.Select(config => config.Attributes?.GetValueOrDefault(MessageTypes.Attribute)).FirstOrDefault(type => type is not null),
            Brokers = new(
                topic.Configs.ToDictionary(
                    broker => broker.Key,
                    broker => new OnBroker(broker.Value.ReadQueueNums, broker.Value.WriteQueueNums, ((Permissions)broker.Value.Perm).ToText().Replace("-", "", StringComparison.Ordinal))),
                StringComparer.Ordinal),
        };
    }

    /// <summary>Settings on one broker.</summary>
    /// <param name="ReadQueues">Queues to read from.</param>
    /// <param name="WriteQueues">Queues to write to.</param>
    /// <param name="Permission">"RW", "R" or "W", and "X" to inherit.</param>
    public sealed record OnBroker(int ReadQueues, int WriteQueues, string Permission);
}
