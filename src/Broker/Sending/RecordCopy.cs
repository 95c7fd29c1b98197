using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Sending;

/// <summary>Stores a record once more in another queue: what deliveries, send-backs and the ends of transactions do.</summary>
internal static class RecordCopy
{
    public static MessageAppend To(RecordView record, string topic, int queueId, HostAddress storeHost, ReadOnlySpan<byte> properties) => new()
    {
        Topic = topic,
        QueueId = queueId,
        Flag = record.Flag,
        SystemFlags = record.SystemFlags,
        BornTimestamp = record.BornTimestamp,
        BornHost = record.BornHost,
        StoreHost = storeHost,
        ReconsumeTimes = record.ReconsumeTimes,
        PreparedTransactionOffset = record.PreparedTransactionOffset,
        Body = record.Body,
        Properties = properties,
    };
}
