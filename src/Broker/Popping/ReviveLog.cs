using System.Text;
using RocketMQ.Broker.Hosting;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Writes check points and acknowledgements to the revive topic and reads them again after a start (docs/protocol.md 4.2.9).</summary>
internal sealed class ReviveLog(IMessageStore store, BrokerIdentity identity, TimeProvider time)
{
    private const string CheckPointTag = "ck";
    private const string AckTag = "ack";
    private const string BatchAckTag = "bAck";
    private const int BatchSize = 32;

    /// <summary>The topic.</summary>
    public string Topic { get; } = PopNames.ReviveTopicOf(identity.ClusterName);

    public AppendResult Append(int queue, PopCheckPoint point) => Append(
        queue, CheckPointTag, FastJson.Write(point),
        $"{point.Topic}@{point.QueueId}@{point.StartOffset}@{point.ConsumerGroup}@{point.PopTime}@{point.BrokerName}@{CheckPointTag}");

    public AppendResult Append(int queue, CheckPointKey key, IReadOnlyList<long> offsets)
    {
        var body = new PopAcknowledgement
        {
            AckOffset = offsets.Count == 1 ? offsets[0] : -1,
            AckOffsets = offsets.Count == 1 ? null : [.. offsets],
            BrokerName = identity.BrokerName,
            ConsumerGroup = key.Group,
            PopTime = key.PopTime,
            QueueId = key.QueueId,
            StartOffset = key.StartOffset,
            Topic = key.Topic,
        };
        return Append(
            queue, offsets.Count == 1 ? AckTag : BatchAckTag, FastJson.Write(body),
            $"{key.Topic}@{key.QueueId}@{body.AckOffset}@{key.Group}@{key.PopTime}@{body.BrokerName}@{AckTag}");
    }

    /// <summary>Reads one revive queue from a position to its end, in order.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="position">Where to begin; what is gone already is passed over.</param>
    /// <param name="found">Told of each check point with its queue offset.</param>
    /// <param name="acknowledged">Told of each acknowledgement.</param>
    /// <param name="problem">Told of each record that can not be read.</param>
    /// <returns>The end.</returns>
    public long Read(int queue, long position, Action<PopCheckPoint, long> found, Action<PopAcknowledgement> acknowledged, Action<string> problem)
    {
        position = Math.Max(position, store.GetMinOffset(Topic, queue));
        while (position < store.GetMaxOffset(Topic, queue))
        {
            using var read = store.Read(Topic, queue, position, BatchSize, int.MaxValue, null);
            foreach (var record in read.Records)
            {
                if (RecordView.Parse(record.Span, out var view) == RecordKind.Message)
                    Take(view, found, acknowledged, problem);
            }

            if (read.NextBeginOffset <= position)
                break;
            position = read.NextBeginOffset;
        }

        return position;
    }

    private static void Take(RecordView record, Action<PopCheckPoint, long> found, Action<PopAcknowledgement> acknowledged, Action<string> problem)
    {
        try
        {
            if (record.Property("TAGS"u8).SequenceEqual("ck"u8))
                found(FastJson.Parse<PopCheckPoint>(record.Body), record.QueueOffset);
            else
                acknowledged(FastJson.Parse<PopAcknowledgement>(record.Body));
        }
        catch (FastJsonException broken)
        {
            problem($"record {record.QueueOffset} of revive queue {record.QueueId} can not be read: {broken.Message}");
        }
    }

    private AppendResult Append(int queue, string tag, byte[] body, string uniqueKey) => store.Append(new MessageAppend
    {
        Topic = Topic,
        QueueId = queue,
        BornTimestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
        BornHost = identity.StoreHost,
        StoreHost = identity.StoreHost,
        Body = body,
        Properties = Encoding.UTF8.GetBytes(MessageProperties.Format([new(PropertyNames.Tags, tag), new(PropertyNames.UniqueKey, uniqueKey)])),
    });
}
