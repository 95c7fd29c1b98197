using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>What one look at the end of a topic brought.</summary>
/// <param name="Messages">Those that fit, oldest first, as the caller may see them.</param>
/// <param name="Read">Messages that were read and looked at.</param>
/// <param name="NotShown">Messages that fit and are left out, since too many came at once.</param>
/// <param name="Unread">Messages that were stored and not looked at, since there were too many.</param>
/// <param name="Failures">Servers that did not answer.</param>
internal sealed record TailPart(IReadOnlyList<VisibleMessage> Messages, int Read, int NotShown, long Unread, IReadOnlyList<ServerOutcome> Failures);
