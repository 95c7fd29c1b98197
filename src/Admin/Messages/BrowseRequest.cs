using RocketMQ.Model;

namespace RocketMQ.Admin.Messages;

/// <summary>Which messages of a topic to browse.</summary>
/// <param name="Topic">Topic.</param>
public sealed record BrowseRequest(string Topic)
{
    /// <summary>Earliest store time; null for no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest store time; null for no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only these queues; null for all.</summary>
    public IReadOnlyCollection<MessageQueue>? Queues { get; init; }

    /// <summary>Only messages that fit; null for all. Is asked here, so every message is read anyway.</summary>
    public Func<StoredMessage, bool>? Filter { get; init; }

    /// <summary>Messages per page.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>A page ends after reading so many messages, even when fewer than wanted fitted the filter.</summary>
    public int MaxScanned { get; init; } = 20_000;

    /// <summary>Where an earlier page ended; null for the newest.</summary>
    public BrowseContinuation? Continuation { get; init; }
}
