using System.Collections.Immutable;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>One topic as the brokers have it. Figures that cost a request per topic are fetched for visible rows only.</summary>
public sealed record TopicSnapshot
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required TopicKind Kind { get; init; }

    /// <summary>Its settings by name of the master broker that has it.</summary>
    public required ImmutableSortedDictionary<string, TopicConfig> Configs { get; init; }

    /// <summary>What name servers tell clients of its queues, "broker-a:8;broker-b:8"; null when it is no order topic there.</summary>
    public string? OrderQueues { get; init; }

    /// <summary>Whether it is an order topic. Brokers of 4.9 do not know it of their topics.</summary>
    public bool IsOrdered => OrderQueues is not null || Configs.Values.Any(config => config.Order);
}

/// <summary>What a topic is for, by its name and the system lists of the servers.</summary>
public enum TopicKind
{
    /// <summary>Made by users.</summary>
    Normal,

    /// <summary>Retries of a group.</summary>
    Retry,

    /// <summary>Dead letters of a group.</summary>
    DeadLetter,

    /// <summary>Made by servers for themselves.</summary>
    System,
}
