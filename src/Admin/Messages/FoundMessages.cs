using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Messages;

/// <summary>What a search over several brokers found, newest first, and who could not be asked.</summary>
public sealed record FoundMessages(IReadOnlyList<LocatedMessage> Messages, IReadOnlyList<TargetFailure> Failures);
