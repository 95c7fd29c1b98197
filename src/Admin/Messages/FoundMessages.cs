using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Messages;

/// <summary>What a search over several brokers found, newest first, and who could not be asked.</summary>
public sealed record FoundMessages(IReadOnlyList<LocatedMessage> Messages, IReadOnlyList<TargetFailure> Failures)
{
    /// <summary>
    /// Brokers that gave as many messages as they were asked for, with the store time of the oldest of these: older ones may be missing. Messages
    /// that only share the hash of the key count here, although they are not among <see cref="Messages"/>.
    /// </summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Limited { get; init; } = new Dictionary<string, DateTimeOffset>();
}
