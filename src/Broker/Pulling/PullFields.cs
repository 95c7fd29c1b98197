using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Pulling;

/// <summary>The fields of a pull, read where they stand.</summary>
internal readonly ref struct PullFields
{
    public PullFields(InboundFrame frame)
    {
        Group = Field(frame, "consumerGroup"u8);
        Topic = Field(frame, "topic"u8);
        QueueId = (int)Number(frame, "queueId"u8);
        QueueOffset = Number(frame, "queueOffset"u8);
        MaxCount = (int)Math.Clamp(Number(frame, "maxMsgNums"u8), 1, int.MaxValue);
        Flags = (PullFlags)Number(frame, "sysFlag"u8);
        CommitOffset = (Flags & PullFlags.CommitOffset) != 0 ? Number(frame, "commitOffset"u8) : 0;
        SuspendMilliseconds = (Flags & PullFlags.Suspend) != 0 ? Number(frame, "suspendTimeoutMillis"u8) : 0;
        SubVersion = frame.TryGetField("subVersion"u8, out var version) && version.TryGetInt64(out var number) ? number : 0;
        MaxBytes = frame.TryGetField("maxMsgBytes"u8, out var bytes) && bytes.TryGetInt32(out var most) && most > 0 ? most : int.MaxValue;
        WantsAll = !frame.TryGetField("subscription"u8, out var subscription) || (subscription.TryGetPlain(out var text) && (text.IsEmpty || text.SequenceEqual("*"u8)));
        Subscription = subscription;
        ExpressionType = frame.TryGetField("expressionType"u8, out var type) ? type : default;
    }

    public HeaderField Group { get; }

    public HeaderField Topic { get; }

    public int QueueId { get; }

    public long QueueOffset { get; }

    public int MaxCount { get; }

    public int MaxBytes { get; }

    public PullFlags Flags { get; }

    public long CommitOffset { get; }

    public long SuspendMilliseconds { get; }

    public long SubVersion { get; }

    public HeaderField Subscription { get; }

    public bool WantsAll { get; }

    public HeaderField ExpressionType { get; }

    public bool IsTagExpression => ExpressionType.TryGetPlain(out var name) && (name.IsEmpty || name.SequenceEqual("TAG"u8));

    public bool IsSqlExpression => ExpressionType.TryGetPlain(out var name) && name.SequenceEqual("SQL92"u8);

    private static HeaderField Field(InboundFrame frame, ReadOnlySpan<byte> name) =>
        frame.TryGetField(name, out var field) ? field : throw Missing(name);

    private static long Number(InboundFrame frame, ReadOnlySpan<byte> name)
    {
        if (!frame.TryGetField(name, out var field))
            throw Missing(name);
        return field.TryGetInt64(out var number)
            ? number
            : throw new RejectedException(ResponseCode.SystemError, $"field '{Encoding.UTF8.GetString(name)}' of a pull is '{field.GetString()}'; a whole number is allowed");
    }

    private static RejectedException Missing(ReadOnlySpan<byte> name) =>
        new(ResponseCode.SystemError, $"field '{Encoding.UTF8.GetString(name)}' is missing in a pull");
}
