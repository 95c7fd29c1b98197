using System.Collections.Immutable;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>One consumer group as the brokers have it. Who is online costs a request per group and comes group by group.</summary>
public sealed record GroupSnapshot
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the servers made it for themselves.</summary>
    public required bool IsSystem { get; init; }

    /// <summary>Its settings by name of the master broker that has it.</summary>
    public required ImmutableSortedDictionary<string, SubscriptionGroupConfig> Configs { get; init; }

    /// <summary>Whether a broker refuses to give it messages.</summary>
    public bool IsPaused => Configs.Values.Any(config => !config.ConsumeEnable);

    /// <summary>Messages stored and not consumed, over all its topics and brokers; null when it never committed an offset, or a broker did not answer.</summary>
    public long? Lag { get; init; }

    /// <summary>Messages a second by which the lag grew over the last minute; 0 when it did not grow, null while that is not known.</summary>
    public double? LagGrowth { get; init; }

    /// <summary>Messages consumed a second; null when unknown.</summary>
    public double? ConsumeRate { get; init; }

    /// <summary>Topics it has offsets in; null when unknown.</summary>
    public ImmutableArray<string>? Topics { get; init; }

    /// <summary>When it will have caught up; null while that is not known.</summary>
    public Drain? Drain { get; init; }

    /// <summary>Who of it is online; null before it was asked.</summary>
    public GroupPresence? Presence { get; init; }

    /// <summary>Messages in its retry topic that it has not consumed again; null when unknown.</summary>
    public long? Retries { get; init; }

    /// <summary>Messages in its dead letter topic; null when unknown.</summary>
    public long? DeadLetters { get; init; }

    /// <summary>Store time of the last message it consumed; null when it never did or that is unknown.</summary>
    public DateTimeOffset? LastConsumed { get; init; }

    /// <summary>Messages stored a second in its topics; null when unknown.</summary>
    public double? InRate { get; init; }

    /// <summary>Queues that it has not read to the end; null when its lag is unknown.</summary>
    public ImmutableArray<QueueBacklog>? Backlogs { get; init; }

    /// <summary>Queues of which messages were deleted before it read them, within the last day as far as is known.</summary>
    public ImmutableArray<QueueLoss> Losses { get; init; } = [];

    /// <summary>Its oldest unread message was stored then or later; null when there is none, or that is unknown.</summary>
    public DateTimeOffset? OldestUnread { get; init; }

    /// <summary>Clients connected when it had its turn last, minutes ago at most; null when unknown.</summary>
    public int? Members { get; init; }
}
