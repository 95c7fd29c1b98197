using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Topics;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>A pop that passed all checks.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The group.</param>
/// <param name="QueueId">The queue; below 0 for all.</param>
/// <param name="MaxCount">At most this many messages.</param>
/// <param name="InvisibleTime">How long they stay invisible, milliseconds.</param>
/// <param name="FromEnd">Whether a new group begins at the end.</param>
/// <param name="IsOrdered">Whether messages are wanted in order.</param>
/// <param name="AttemptId">Tells a repeated request.</param>
/// <param name="Filter">Null for every message.</param>
internal sealed record PopRequest(
    Topic Topic, Group Group, int QueueId, int MaxCount, long InvisibleTime, bool FromEnd, bool IsOrdered, string? AttemptId, IMessageFilter? Filter);
