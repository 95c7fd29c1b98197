using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Messages;

/// <summary>One page of a browse.</summary>
/// <param name="Messages">Newest first.</param>
/// <param name="Scanned">Messages read for it.</param>
/// <param name="IsBudgetSpent">Whether it ended because of <see cref="BrowseRequest.MaxScanned"/>.</param>
/// <param name="Continuation">Where to go on; null when there is nothing more.</param>
/// <param name="Failures">Brokers whose messages are missing from here on.</param>
public sealed record BrowsePage(
    IReadOnlyList<LocatedMessage> Messages, int Scanned, bool IsBudgetSpent, BrowseContinuation? Continuation, IReadOnlyList<TargetFailure> Failures);
