using System.Text;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Messages read for a pop, copied from the log: what follows may wait for the disk.</summary>
/// <param name="Start">Where was read.</param>
/// <param name="Next">Where to read on.</param>
/// <param name="Left">Messages behind that.</param>
/// <param name="Offsets">Queue offsets of the messages.</param>
/// <param name="Records">Their records as consumers get them.</param>
internal sealed record PoppedRecords(long Start, long Next, long Left, IReadOnlyList<long> Offsets, IReadOnlyList<byte[]> Records)
{
    public static PoppedRecords From(QueueReadResult read, long start, GroupQueue queue, string topic, ReceiptHandle handle, string broker)
    {
        var records = queue.Topic == topic ? Copy(read) : [.. read.Records.Select(record => UnderNormalTopic(record.Span, queue, topic, handle, broker))];
        return new PoppedRecords(start, read.NextBeginOffset, Math.Max(0, read.MaxOffset - read.NextBeginOffset), OffsetsOf(read), records);
    }

    public static IReadOnlyList<long> OffsetsOf(QueueReadResult read) =>
        [.. read.Records.Select(record => RecordView.Parse(record.Span, out var view) == RecordKind.Message ? view.QueueOffset : -1)];

    public static IReadOnlyList<byte[]> Copy(QueueReadResult read) => [.. read.Records.Select(record => record.ToArray())];

    /// <summary>Clients look for a retried message under its normal topic and need the handle as a property: the record is encoded anew.</summary>
    private static byte[] UnderNormalTopic(ReadOnlySpan<byte> bytes, GroupQueue queue, string topic, ReceiptHandle handle, string broker)
    {
        _ = RecordView.Parse(bytes, out var record);
        var properties = MessageProperties.Parse(record.Properties);
        properties[PropertyNames.PopCheckPoint] = handle.Format(queue.Topic, broker, record.QueueId, record.QueueOffset);
        var content = new RecordContent
        {
            Topic = Encoding.UTF8.GetBytes(topic),
            Body = record.Body,
            Properties = Encoding.UTF8.GetBytes(MessageProperties.Format(properties)),
            BodyCrc = record.BodyCrc,
            QueueId = record.QueueId,
            Flag = record.Flag,
            SystemFlags = record.SystemFlags,
            QueueOffset = record.QueueOffset,
            PhysicalOffset = record.PhysicalOffset,
            BornTimestamp = record.BornTimestamp,
            BornHost = record.BornHost,
            StoreTimestamp = record.StoreTimestamp,
            StoreHost = record.StoreHost,
            ReconsumeTimes = record.ReconsumeTimes,
            PreparedTransactionOffset = record.PreparedTransactionOffset,
        };
        var result = new byte[MessageRecordCodec.Measure(content)];
        MessageRecordCodec.Write(result, content);
        return result;
    }
}
