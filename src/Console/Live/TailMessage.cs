using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tailing;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>What one look at the end of a topic brought, as the hub streams it. docs/hub.md.</summary>
/// <param name="Messages">Those that fit, oldest first.</param>
/// <param name="Read">Messages that were read and looked at.</param>
/// <param name="NotShown">Messages that fit and are left out, since too many came at once.</param>
/// <param name="Unread">Messages that were stored and not looked at, since there were too many.</param>
/// <param name="Silent">Servers that did not answer.</param>
internal sealed record TailMessage(IReadOnlyList<TailMessage.Line> Messages, int Read, int NotShown, long Unread, IReadOnlyList<string> Silent)
{
    /// <summary>The message about a look.</summary>
    public static TailMessage Of(TailPart part) =>
        new([.. part.Messages.Select(Line.Of)], part.Read, part.NotShown, part.Unread, [.. part.Failures.Select(failure => failure.Server)]);

    /// <summary>A message as the caller may see it, without its body.</summary>
    internal sealed record Line(
        string OffsetMessageId, string? UniqueId, string Broker, int Queue, long Offset, long StoredAt, string? Tag, string? Keys, int Size, string Preview)
    {
        /// <summary>The line of a message.</summary>
        public static Line Of(VisibleMessage message)
        {
            var stored = message.Located.Message;
            return new Line(
                stored.OffsetMessageId, stored.UniqueKey, message.BrokerName, stored.QueueId, stored.QueueOffset, stored.StoreTimestamp, message.Tags, message.Keys,
                message.StoredBodySize, message.Preview);
        }
    }
}
