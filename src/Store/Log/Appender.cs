using System.Buffers;
using System.Text;
using RocketMQ.Model;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Log;

/// <summary>
/// Checks messages against the limits and hands them to the log. Everything that can be done before the append lock is: checksums, the
/// queue's look-up, and the encoding of whole batches.
/// </summary>
internal sealed class Appender(CommitLog log, QueueTable queues, StoreOptions options)
{
    /// <summary>Zero bytes in a text of the log tell recovery that the disk did not write it; no client sends any.</summary>
    private const string ZeroByte = "The message properties contain a zero byte (U+0000), which is not allowed.";

    public AppendResult Append(in MessageAppend message, Moment began)
    {
        if (message.Body.Length > options.MaxMessageSize) return TooLarge("body", message.Body.Length);
        var topic = queues.Find(message.Topic);
        if (CheckCommon(message, topic) is { } problem) return AppendResult.Refused(AppendStatus.MessageIllegal, problem);
        var queue = topic?.Find(message.QueueId) ?? queues.GetOrAdd(message.Topic, message.QueueId);
        var record = Content(message, topic?.Utf8 ?? Encoding.UTF8.GetBytes(message.Topic));
        record.Body = message.Body;
        record.BodyCrc = BodyCrc.Of(message.Body);
        record.Flag = message.Flag;
        record.Properties = message.Properties;
        return log.Append(ref record, queue, MessageRecordCodec.Measure(record), began);
    }

    public AppendResult AppendBatch(in MessageAppend template, Moment began, Span<long> physicalOffsets)
    {
        var body = template.Body;
        if (body.Length > options.MaxMessageSize) return TooLarge("batch", body.Length);
        var count = BatchCodec.Count(body);
        if (count <= 0) return AppendResult.Refused(AppendStatus.MessageIllegal, "The batch body is not a sequence of whole items.");
        var topic = queues.Find(template.Topic);
        if (CheckCommon(template, topic) is { } problem) return AppendResult.Refused(AppendStatus.MessageIllegal, problem);
        if (!template.SystemFlags.IsQueued())
            return AppendResult.Refused(AppendStatus.MessageIllegal, "A batch cannot be part of a transaction.");

        var queue = topic?.Find(template.QueueId) ?? queues.GetOrAdd(template.Topic, template.QueueId);
        var record = Content(template, topic?.Utf8 ?? Encoding.UTF8.GetBytes(template.Topic));
        var perItem = MessageRecordCodec.Measure(record.Topic.Length, 0, template.Properties.Length + 1, record.BornHost.IsV6, record.StoreHost.IsV6);
        var buffer = ArrayPool<byte>.Shared.Rent(body.Length + (count * perItem));
        try
        {
            var length = Encode(template, ref record, buffer, out var unfit);
            return unfit is not null
                ? AppendResult.Refused(AppendStatus.MessageIllegal, unfit)
                : log.AppendEncoded(buffer.AsSpan(0, length), count, queue, began, physicalOffsets);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static RecordContent Content(in MessageAppend message, ReadOnlySpan<byte> topic) => new()
    {
        Topic = topic,
        QueueId = message.QueueId,
        SystemFlags = message.SystemFlags,
        BornTimestamp = message.BornTimestamp,
        BornHost = message.BornHost,
        StoreHost = message.StoreHost,
        ReconsumeTimes = message.ReconsumeTimes,
        PreparedTransactionOffset = message.PreparedTransactionOffset,
    };

    /// <summary>Encodes all items, unless the properties of one cannot be stored.</summary>
    private static int Encode(in MessageAppend template, ref RecordContent record, byte[] buffer, out string? problem)
    {
        var properties = ArrayPool<byte>.Shared.Rent(RecordLayout.MaxPropertiesLength);
        try
        {
            var length = 0;
            for (var rest = template.Body; BatchCodec.TryRead(rest, out var item); rest = rest[item.Size..])
            {
                var joined = Join(item.Properties, template.Properties, properties);
                problem = joined < 0
                    ? $"The properties of a batch item are longer than {RecordLayout.MaxPropertiesLength} bytes."
                    : item.Properties.Contains((byte)0) ? ZeroByte : null;
                if (problem is not null) return 0;
                record.Flag = item.Flag;
                record.Body = item.Body;
                record.BodyCrc = BodyCrc.Of(item.Body);
                record.Properties = properties.AsSpan(0, joined);
                length += MessageRecordCodec.Write(buffer.AsSpan(length), record);
            }

            problem = null;
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(properties);
        }
    }

    /// <summary>An item's properties, then the batch's, separated unless the item's already end so (4.2.8).</summary>
    private static int Join(ReadOnlySpan<byte> item, ReadOnlySpan<byte> batch, Span<byte> target)
    {
        var separator = !item.IsEmpty && !batch.IsEmpty && item[^1] != MessageProperties.PairSeparator ? 1 : 0;
        var length = item.Length + separator + batch.Length;
        if (length > RecordLayout.MaxPropertiesLength) return -1;
        item.CopyTo(target);
        if (separator == 1) target[item.Length] = (byte)MessageProperties.PairSeparator;
        batch.CopyTo(target[(item.Length + separator)..]);
        return length;
    }

    private AppendResult TooLarge(string what, int length) => AppendResult.Refused(
        AppendStatus.MessageIllegal, $"The message {what} has {length} bytes; maxMessageSize allows {options.MaxMessageSize}.");

    private static string? CheckCommon(in MessageAppend message, TopicQueues? known)
    {
        if (message.Properties.Length > RecordLayout.MaxPropertiesLength)
            return $"The message properties have {message.Properties.Length} bytes; at most {RecordLayout.MaxPropertiesLength} are allowed.";
        if (message.Properties.Contains((byte)0)) return ZeroByte;
        if (message.Topic.Length > RecordLayout.MaxTopicLengthV1)
            return $"The topic has {message.Topic.Length} characters; at most {RecordLayout.MaxTopicLengthV1} are allowed.";
        // A topic that has queues was looked at when it got the first.
        if (known is null && TopicRules.CheckStored(message.Topic).Problem is { } problem) return problem;
        return QueueTable.IsValidId(message.QueueId) ? null : $"Queue id {message.QueueId} is out of range.";
    }
}
