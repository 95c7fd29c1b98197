using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>What one look at the end of a topic brought.</summary>
/// <param name="Messages">In the order in which they were stored.</param>
/// <param name="Skipped">Messages that were stored and not read, since there were too many.</param>
/// <param name="Failures">Servers that did not answer; what they have is missing.</param>
public sealed record TailBatch(IReadOnlyList<LocatedMessage> Messages, long Skipped, IReadOnlyList<ServerOutcome> Failures);
