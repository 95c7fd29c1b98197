using RocketMQ.Admin.Messages;

namespace RocketMQ.Cli.Commands.Messages;

/// <summary>A message that was sent.</summary>
internal sealed record SentView(string Status, string MsgId, string OffsetMsgId, string Topic, string BrokerName, int QueueId, long QueueOffset)
{
    public static SentView Of(SentMessage sent) => new(
        Sending.StatusName(sent.Status), sent.UniqueId, sent.OffsetId, sent.Queue.Topic, sent.Queue.BrokerName, sent.Queue.QueueId, sent.QueueOffset);
}
