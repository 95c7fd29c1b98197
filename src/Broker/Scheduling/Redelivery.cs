using System.Buffers.Text;
using System.Text;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Sending;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Stores messages that have waited in the queue they were meant for (docs/protocol.md 4.2.9).</summary>
/// <remarks>One loop uses it: it keeps the last topic's name, which most messages share with the one before.</remarks>
internal sealed class Redelivery(IMessageStore store, BrokerIdentity identity)
{
    private byte[] _topicUtf8 = [];
    private string _topic = "";

    /// <returns>Null where the record does not say where it is to go.</returns>
    public AppendResult? ToRealQueue(RecordView record, ReadOnlySpan<byte> properties)
    {
        if (!MessageProperties.TryFind(record.Properties, "REAL_TOPIC"u8, out var topic)
            || !MessageProperties.TryFind(record.Properties, "REAL_QID"u8, out var queue)
            || !Utf8Parser.TryParse(queue, out int queueId, out var used) || used != queue.Length
            || topic.SequenceEqual("RMQ_SYS_TRANS_HALF_TOPIC"u8))
            return null;
        return store.Append(RecordCopy.To(record, NameOf(topic), queueId, identity.StoreHost, properties));
    }

    private string NameOf(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(_topicUtf8))
            (_topicUtf8, _topic) = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return _topic;
    }
}
