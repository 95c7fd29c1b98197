using System.Text;
using RocketMQ.Admin.Messages;

namespace RocketMQ.Cli.Commands.Messages;

/// <summary>A message. The body is text where it is UTF-8, else Base64, and null where it was not asked for.</summary>
internal sealed record MessageView(
    string OffsetMsgId, string? MsgId, string Topic, string BrokerName, int QueueId, long QueueOffset, IReadOnlyDictionary<string, string> Properties)
{
    public long CommitLogOffset { get; init; }

    public int StoreSize { get; init; }

    public int SysFlag { get; init; }

    public long BornTimestamp { get; init; }

    public string BornHost { get; init; } = "";

    public long StoreTimestamp { get; init; }

    public string StoreHost { get; init; } = "";

    public int ReconsumeTimes { get; init; }

    public long PreparedTransactionOffset { get; init; }

    public string? Body { get; init; }

    public string? BodyBase64 { get; init; }

    /// <summary>Why the body could not be unpacked.</summary>
    public string? BodyProblem { get; init; }

    public static MessageView Of(LocatedMessage located, bool withBody = true)
    {
        var message = located.Message;
        var view = new MessageView(
            message.OffsetMessageId, message.UniqueKey, message.Topic, located.BrokerName, message.QueueId, message.QueueOffset, message.Properties)
        {
            CommitLogOffset = message.PhysicalOffset,
            StoreSize = message.StoreSize,
            SysFlag = (int)message.SystemFlags,
            BornTimestamp = message.BornTimestamp,
            BornHost = message.BornHost.ToString(),
            StoreTimestamp = message.StoreTimestamp,
            StoreHost = message.StoreHost.ToString(),
            ReconsumeTimes = message.ReconsumeTimes,
            PreparedTransactionOffset = message.PreparedTransactionOffset,
        };
        if (!withBody)
            return view;
        var body = message.UnpackBody();
        return body.Problem is not null ? view with { BodyProblem = body.Problem }
            : System.Text.Unicode.Utf8.IsValid(body.Body.Span) ? view with { Body = Encoding.UTF8.GetString(body.Body.Span) }
            : view with { BodyBase64 = Convert.ToBase64String(body.Body.Span) };
    }
}
