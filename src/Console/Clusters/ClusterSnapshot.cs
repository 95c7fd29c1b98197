using System.Collections.Immutable;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// What the collector knows of a cluster at one moment. Immutable: pages keep the one they drew. Null stands for "not known",
/// never for zero.
/// </summary>
public sealed record ClusterSnapshot
{
    /// <summary>Before the first answer.</summary>
    public static ClusterSnapshot Unknown { get; } = new();

    /// <summary>When brokers were last heard of; null before the first answer.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Since when no name server answers; null while one does.</summary>
    public DateTimeOffset? FailedSince { get; init; }

    /// <summary>Why no name server answers.</summary>
    public string? Failure { get; init; }

    /// <summary>Every broker that is registered, master before slaves.</summary>
    public ImmutableArray<BrokerSnapshot> Brokers { get; init; } = [];

    /// <summary>When topics and groups were last listed; they change less often than figures. Null before the first answer.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>Why they are not listed; null when they are.</summary>
    public Unlisted? WhyUnlisted =>
        ListedAt is not null ? null
        : FailedSince is not null ? Unlisted.Unreachable
        : Brokers.Length > 0 && !Brokers.Any(broker => broker.IsMaster) ? Unlisted.NoMaster
        : Failures.Length > 0 ? Unlisted.Silent
        : Unlisted.NotYet;

    /// <summary>Every topic, in order of name.</summary>
    public ImmutableArray<TopicSnapshot> Topics { get; init; } = [];

    /// <summary>Every consumer group, in order of name.</summary>
    public ImmutableArray<GroupSnapshot> Groups { get; init; } = [];

    /// <summary>Rates by topic.</summary>
    public ImmutableDictionary<string, TopicFlow> Flows { get; init; } = ImmutableDictionary<string, TopicFlow>.Empty;

    /// <summary>Producers connected, by group; null when not every master tells.</summary>
    public ImmutableDictionary<string, ImmutableArray<ConnectedClient>>? ProducerGroups { get; init; }

    /// <summary>How many there are, each once; null when not every master tells.</summary>
    public int? Producers => ProducerGroups?.Values.SelectMany(clients => clients).DistinctBy(client => client.ClientId).Count();

    /// <summary>Servers that did not answer the last time they were asked, with the reason.</summary>
    public ImmutableArray<TargetFailure> Failures { get; init; } = [];
}

/// <summary>A server that did not answer, or refused.</summary>
/// <param name="Address">"host:port".</param>
/// <param name="What">What was asked.</param>
/// <param name="Reason">Why there is no answer.</param>
public sealed record TargetFailure(string Address, string What, string Reason);
