using RocketMQ.Model;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Admin.Messages;

/// <summary>A message that a broker stored.</summary>
/// <param name="Status">Success, or how far it got: <see cref="ResponseCode.FlushDiskTimeout"/>, <see cref="ResponseCode.FlushSlaveTimeout"/>, <see cref="ResponseCode.SlaveNotAvailable"/>.</param>
/// <param name="UniqueId">The id it was given before sending.</param>
/// <param name="OffsetId">The id that names its place in the broker's log.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="QueueOffset">Its offset in the queue.</param>
public sealed record SentMessage(ResponseCode Status, string UniqueId, string OffsetId, MessageQueue Queue, long QueueOffset);
