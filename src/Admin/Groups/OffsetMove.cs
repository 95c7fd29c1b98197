using RocketMQ.Model;

namespace RocketMQ.Admin.Groups;

/// <summary>Where a group stands on a queue, and where a reset takes it.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="End">Offset after the last message.</param>
/// <param name="Before">Committed offset; null when there is none.</param>
/// <param name="Target">Offset of the point in time.</param>
/// <param name="After">Where the group goes on.</param>
public sealed record OffsetMove(MessageQueue Queue, long End, long? Before, long Target, long After);
