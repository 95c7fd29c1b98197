using RocketMQ.Model;

namespace RocketMQ.Admin.Groups;

/// <summary>What one broker did to reset a group.</summary>
/// <param name="Offsets">Where the group goes on, by queue.</param>
/// <param name="ThroughMembers">Whether members were told, and commit these offsets themselves within seconds; else they are committed already.</param>
public sealed record OffsetReset(IReadOnlyDictionary<MessageQueue, long> Offsets, bool ThroughMembers)
{
    /// <summary>What was changed for a group without members, queue by queue.</summary>
    public IReadOnlyList<OffsetMove> Moves { get; init; } = [];
}

/// <summary>What to reset.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Topic">Topic.</param>
/// <param name="To">Store time to go on from; null for the end.</param>
/// <param name="Forward">Whether offsets may also move forward.</param>
/// <param name="CppMembers">Whether the members are C++ clients.</param>
internal sealed record ResetRequest(string Group, string Topic, DateTimeOffset? To, bool Forward = true, bool CppMembers = false);
