using RocketMQ.Model;

namespace RocketMQ.Admin.Groups;

/// <summary>What one broker did to reset a group.</summary>
/// <param name="Offsets">Where the group goes on, by queue.</param>
/// <param name="ThroughMembers">Whether members were told, and commit these offsets themselves within seconds; else they are committed already.</param>
public sealed record OffsetReset(IReadOnlyDictionary<MessageQueue, long> Offsets, bool ThroughMembers);
