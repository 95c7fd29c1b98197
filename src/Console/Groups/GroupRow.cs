using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>One line of the list of groups. Null stands for "not known".</summary>
public sealed record GroupRow
{
    /// <summary>Group.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the servers made it for themselves.</summary>
    public required bool IsSystem { get; init; }

    /// <summary>Messages stored and not consumed; null when it never committed an offset, or its members keep theirs, too.</summary>
    public long? Lag { get; init; }

    /// <summary>When it will have caught up.</summary>
    public Drain? Drain { get; init; }

    /// <summary>Messages consumed a second.</summary>
    public double? Rate { get; init; }

    /// <summary>Clients online.</summary>
    public int? Members { get; init; }

    /// <summary>How it consumes.</summary>
    public GroupMode? Mode { get; init; }

    /// <summary>Messages in its retry topic that wait for it.</summary>
    public long? Retries { get; init; }

    /// <summary>Messages in its dead letter topic.</summary>
    public long? DeadLetters { get; init; }

    /// <summary>Store time of the last message it consumed.</summary>
    public DateTimeOffset? LastConsumed { get; init; }

    /// <summary>Topics it has offsets in, without its retry topic.</summary>
    public string? Topics { get; init; }

    /// <summary>Whether it is known to have no offset.</summary>
    public bool NeverCommitted { get; init; }

    /// <summary>Whether anybody has been asked who is online.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Why members are not known although they were asked for.</summary>
    public string? Silence { get; init; }

    /// <summary>The time to drain as a number that sorts: seconds, and infinity when the lag does not shrink.</summary>
    public double? DrainSeconds => Drain is { } drain ? drain.Time?.TotalSeconds ?? double.PositiveInfinity : null;

    /// <summary>The line of a group.</summary>
    public static GroupRow Of(GroupSnapshot group)
    {
        var mode = GroupModes.Of(group.Presence);
        // What brokers may know of offsets of members that keep them themselves is from another time.
        var isKept = mode is not GroupMode.Broadcasting;
        return new GroupRow
        {
            Name = group.Name,
            IsSystem = group.IsSystem,
            Lag = isKept ? group.Lag : null,
            Drain = isKept ? group.Drain : null,
            Rate = group.ConsumeRate,
            Members = group.Presence?.Members,
            Mode = mode,
            Retries = group.Retries,
            DeadLetters = group.DeadLetters,
            LastConsumed = group.LastConsumed,
            Topics = group.Topics is { } topics ? string.Join(", ", topics.Where(topic => !SystemTopics.IsRetry(topic))) : null,
            NeverCommitted = group.Topics is { IsEmpty: true },
            IsAsked = group.Presence is not null,
            Silence = group.Presence?.Failure,
        };
    }
}
