namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What a group has not consumed of one queue.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="BrokerName">The broker set that has the queue.</param>
/// <param name="QueueId">Which queue of it.</param>
/// <param name="Messages">How many; at least one.</param>
/// <param name="OldestUnread">The oldest of them was stored then or later; null when that is not known.</param>
public sealed record QueueBacklog(string Topic, string BrokerName, int QueueId, long Messages, DateTimeOffset? OldestUnread)
{
    /// <summary>Where the group stands: the first message that it has not consumed.</summary>
    public long Offset { get; init; }
}
