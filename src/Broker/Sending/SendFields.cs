using System.Text;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Sending;

/// <summary>The fields of a send, read where they stand in the receive buffer: no dictionary, no string per field.</summary>
internal readonly ref struct SendFields
{
    private readonly InboundFrame _frame;
    private readonly SendFieldNames _names;

    /// <exception cref="RejectedException">A field is missing or no number; the remark names it.</exception>
    public SendFields(InboundFrame frame)
    {
        _frame = frame;
        _names = frame.Code == (int)RequestCode.SendMessage ? SendFieldNames.Long : SendFieldNames.Short;
        Topic = frame.TryGetField(_names.Topic, out var topic) ? topic : throw Missing(_names.Topic);
        QueueId = (int)Number(_names.QueueId);
        SystemFlags = (SystemFlags)(int)Number(_names.SysFlag);
        BornTimestamp = Number(_names.BornTimestamp);
        Flag = (int)Number(_names.Flag);
        ReconsumeTimes = (int)Number(_names.ReconsumeTimes, 0);
        IsBatch = frame.Code == (int)RequestCode.SendBatchMessage || (frame.TryGetField(_names.Batch, out var batch) && batch.GetBoolean());
        HasProperties = frame.TryGetField(_names.Properties, out var properties);
        Properties = properties;
    }

    public HeaderField Topic { get; }

    public int QueueId { get; }

    public SystemFlags SystemFlags { get; }

    public long BornTimestamp { get; }

    public int Flag { get; }

    public int ReconsumeTimes { get; }

    /// <summary>Whether the body holds several messages; the C++ client says so with 310 too.</summary>
    public bool IsBatch { get; }

    /// <summary>The client's version ordinal.</summary>
    public int Version => _frame.Version;

    public bool HasProperties { get; }

    public HeaderField Properties { get; }

    /// <summary>The topic that an unknown one is created after.</summary>
    public string DefaultTopic => _frame.TryGetField(_names.DefaultTopic, out var topic) ? topic.GetString() : throw Missing(_names.DefaultTopic);

    /// <summary>Queues the client wants in a topic that its send creates.</summary>
    public int DefaultTopicQueueNums => (int)Number(_names.DefaultTopicQueueNums);

    /// <summary>After how many attempts the client gives a message up; null when it does not say.</summary>
    public int? MaxReconsumeTimes =>
        _frame.TryGetField(_names.MaxReconsumeTimes, out var times) && times.TryGetInt32(out var number) ? number : null;

    private long Number(byte[] name) => _frame.TryGetField(name, out var field) ? Number(name, field) : throw Missing(name);

    private long Number(byte[] name, long fallback) => _frame.TryGetField(name, out var field) ? Number(name, field) : fallback;

    private static long Number(byte[] name, HeaderField field) => field.TryGetInt64(out var number)
        ? number
        : throw new RejectedException(
            ResponseCode.SystemError, $"field '{Encoding.UTF8.GetString(name)}' of a send is '{field.GetString()}'; a whole number is allowed");

    private static RejectedException Missing(byte[] name) =>
        new(ResponseCode.SystemError, $"field '{Encoding.UTF8.GetString(name)}' is missing in a send");
}
