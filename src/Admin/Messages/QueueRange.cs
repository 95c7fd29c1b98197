using RocketMQ.Model;

namespace RocketMQ.Admin.Messages;

/// <summary>A part of a queue, and where it can be read.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Address">Broker that serves it.</param>
/// <param name="Begin">First offset.</param>
/// <param name="End">Offset after the last one.</param>
public sealed record QueueRange(MessageQueue Queue, string Address, long Begin, long End);

/// <summary>Which part of which queues of a topic.</summary>
/// <param name="Topic">Topic.</param>
public sealed record RangeRequest(string Topic)
{
    /// <summary>From the message stored at about this time on; null for the first one that is there.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Up to the message stored at about this time; null for the last one.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only this broker group; null for all.</summary>
    public string? BrokerName { get; init; }

    /// <summary>Only this queue of it; null for all.</summary>
    public int? QueueId { get; init; }
}
