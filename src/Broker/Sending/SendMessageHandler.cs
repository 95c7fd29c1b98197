using System.Buffers;
using System.Globalization;
using System.Net;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Replication;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Sending;

/// <summary>
/// 10, 310 and 320: a producer sends a message or a batch. Runs on the reading thread from the receive buffer into the mapped log;
/// under SYNC_FLUSH and SYNC_MASTER the answer follows when disk and slave have it, without a thread that waits (docs/protocol.md 2.4.1).
/// </summary>
internal sealed class SendMessageHandler(
    TopicTable topics, TopicCreation creation, GroupTable groups, IMessageStore store, SendAdmission admission, BrokerSettings settings,
    BrokerIdentity identity, Placement placement, Confirmations confirmations, BrokerStatistics statistics, TimeProvider time) : IInlineRequestHandler
{
    /// <summary>Properties up to this length are unescaped on the stack.</summary>
    private const int OnStack = 1024;

    /// <summary>Room for CLUSTER, REAL_TOPIC, REAL_QID and TIMER_OUT_MS with their values.</summary>
    private const int AddedProperties = 320;

    private readonly SendReply _reply = new(settings, identity);

    public void Handle(in InboundFrame frame, RemotingConnection connection)
    {
        if (admission.TurnAway(frame, connection))
            return;
        var target = new SendTarget(connection, frame.SerializeType, frame.Opaque, frame.IsOneway);
        try
        {
            var fields = new SendFields(frame);
            Send(frame, fields, CheckTopic(fields), target);
        }
        catch (RejectedException rejected)
        {
            _reply.Refused(target, rejected.Code, rejected.Message);
        }
    }

    private Topic CheckTopic(SendFields fields)
    {
        if (settings.StartAcceptSend > 0 && time.GetUtcNow().ToUnixTimeMilliseconds() < settings.StartAcceptSend)
        {
            throw new RejectedException(ResponseCode.SystemError, string.Create(CultureInfo.InvariantCulture,
                $"broker unable to service, until {DateTimeOffset.FromUnixTimeMilliseconds(settings.StartAcceptSend):yyyy-MM-dd HH:mm:ss}Z"));
        }

        var topic = FindTopic(fields);
        if (topic.IsForbiddenToSend)
            throw new RejectedException(ResponseCode.NoPermission, $"Sending message to topic[{topic.Name}] is forbidden.");
        if (topic.IsOrdered && !settings.Permission.CanWrite())
            throw new RejectedException(ResponseCode.NoPermission, $"the broker[{settings.BrokerName}] sending message is forbidden");
        if (fields.QueueId >= topic.Queues)
        {
            throw new RejectedException(
                ResponseCode.SystemError, $"request queueId[{fields.QueueId}] is illegal, topic[{topic.Name}] has queues 0 to {topic.Queues - 1}");
        }

        return topic.IsRetry ? CheckRetry(fields, topic) : topic;
    }

    private Topic FindTopic(SendFields fields)
    {
        if (fields.Topic.TryGetPlain(out var utf8) && topics.Find(utf8) is { } known)
            return known;
        var name = fields.Topic.GetString();
        if (TopicRules.Check(name).Problem is { } problem)
            throw new RejectedException(ResponseCode.SystemError, $"The specified topic is not valid. {problem}");
        if (SystemTopics.IsForbiddenToSend(name))
            throw new RejectedException(ResponseCode.NoPermission, $"Sending message to topic[{name}] is forbidden.");
        return topics.Find(name) ?? creation.CreateOnSend(name, fields.DefaultTopic, fields.DefaultTopicQueueNums)
            ?? throw new RejectedException(ResponseCode.TopicNotExist, $"topic[{name}] not exist, apply first please!");
    }

    /// <summary>A client gives a failed message back by sending it when request 36 failed; too many attempts end on the dead letter topic.</summary>
    private Topic CheckRetry(SendFields fields, Topic topic)
    {
        var name = topic.Name[SystemTopics.RetryPrefix.Length..];
        var group = groups.FindOrCreate(name)
            ?? throw new RejectedException(ResponseCode.SubscriptionGroupNotExist, $"subscription group not exist, {name}");
        return fields.ReconsumeTimes >= RetryLimit.Of(group, fields.MaxReconsumeTimes, fields.Version) ? creation.DeadLetterTopic(name) : topic;
    }

    private void Send(in InboundFrame frame, SendFields fields, Topic topic, in SendTarget target)
    {
        var escaped = fields.HasProperties ? fields.Properties.MaxUtf8Length : 0;
        var size = (2 * escaped) + AddedProperties + identity.ClusterNameUtf8.Length;
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented is null ? stackalloc byte[OnStack] : rented;
        try
        {
            var properties = buffer[..(fields.HasProperties ? fields.Properties.CopyTo(buffer) : 0)];
            var rewritten = buffer[properties.Length..];
            if (fields.IsBatch)
                SendBatch(frame, fields, topic, target, rewritten[..AppendCluster(properties, rewritten)]);
            else
                SendOne(frame, fields, topic, target, properties, rewritten);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void SendOne(in InboundFrame frame, SendFields fields, Topic topic, in SendTarget target, ReadOnlySpan<byte> properties, Span<byte> rewritten)
    {
        var meaning = new SendProperties(properties);
        // A consumer that gives a message of a transaction back sends it as it is; its transaction is over.
        if (meaning.IsTransaction && !(fields.ReconsumeTimes > 0 && meaning.DelayLevel > 0))
        {
            SendHalf(frame, fields, topic, target, meaning, properties, rewritten);
            return;
        }

        var queueId = QueueOf(fields, topic);
        var place = placement.For(meaning, topic.Name, queueId);
        if (place.Topic == SystemTopics.Timer)
            creation.TimerTopic();
        if (place.Topic == SystemTopics.Schedule && meaning.NamesTimer)
            properties = TimerProperties.Without(properties);
        if (place.Level > 0 && place.Level != meaning.DelayLevel)
            properties = DelayedProperties.WithLevel(properties, place.Level);
        var length = place.Topic == topic.Name
            ? MessageProperties.Rewrite(properties, "WAIT"u8, "CLUSTER"u8, identity.ClusterNameUtf8, rewritten)
            : DelayedProperties.Write(AppendClusterTo(properties, rewritten), topic.Name, queueId, place.TimerOut, rewritten);
        var result = store.Append(Message(frame, fields, topic, target, place.Topic, place.QueueId, rewritten[..length]));
        Finish(target, topic, result, queueId, meaning.Waits, [result.PhysicalOffset]);
    }

    /// <summary>The first half of a transaction: kept where no consumer looks until its producer says what becomes of it (6.10).</summary>
    private void SendHalf(
        in InboundFrame frame, SendFields fields, Topic topic, in SendTarget target, SendProperties meaning, ReadOnlySpan<byte> properties, Span<byte> rewritten)
    {
        if (settings.RejectTransactions)
            throw new RejectedException(ResponseCode.NoPermission, $"the broker[{settings.BrokerName}] sending transaction message is forbidden");
        if (!meaning.NamesProducerGroup)
        {
            throw new RejectedException(
                ResponseCode.MessageIllegal, $"the message is illegal, a transaction needs the property {PropertyNames.ProducerGroup}: who is asked what becomes of it");
        }

        var (half, queueId) = (creation.HalfTopic(), QueueOf(fields, topic));
        // It is placed when it is committed; what can not be kept then is refused now.
        _ = placement.For(meaning, topic.Name, queueId);
        var length = DelayedProperties.Write(AppendClusterTo(properties, rewritten), topic.Name, queueId, 0, rewritten);
        var message = Message(frame, fields, topic, target, half.Name, 0, rewritten[..length]);
        var result = store.Append(message with { SystemFlags = message.SystemFlags.WithTransaction(TransactionType.None) });
        Finish(target, half, result, queueId, meaning.Waits, [result.PhysicalOffset]);
    }

    /// <summary>The queue the client chose. A message that goes to another topic than it was sent to may name a queue that one has not.</summary>
    private static int QueueOf(SendFields fields, Topic topic) =>
        fields.QueueId >= 0 && fields.QueueId < topic.Queues ? fields.QueueId : Random.Shared.Next(Math.Max(1, topic.WriteQueues));

    private void SendBatch(in InboundFrame frame, SendFields fields, Topic topic, in SendTarget target, ReadOnlySpan<byte> properties)
    {
        var count = BatchCodec.Count(frame.Body);
        if (count <= 0)
            throw new RejectedException(ResponseCode.MessageIllegal, "the message is illegal, the body is no sequence of whole batch items");
        var queueId = QueueOf(fields, topic);
        var offsets = new long[count];
        var result = store.AppendBatch(Message(frame, fields, topic, target, topic.Name, queueId, properties), offsets);
        Finish(target, topic, result, queueId, new SendProperties(properties).Waits, offsets);
    }

    private MessageAppend Message(
        in InboundFrame frame, SendFields fields, Topic topic, in SendTarget target, string storedTopic, int storedQueue, ReadOnlySpan<byte> properties) => new()
        {
            Topic = storedTopic,
            QueueId = storedQueue,
            Flag = fields.Flag,
            SystemFlags = fields.SystemFlags | topic.MessageFlags,
            BornTimestamp = fields.BornTimestamp,
            BornHost = target.Connection.RemoteEndPoint is IPEndPoint peer ? HostAddress.From(peer) : default,
            StoreHost = identity.StoreHost,
            ReconsumeTimes = fields.ReconsumeTimes,
            Body = frame.Body,
            Properties = properties,
        };

    private void Finish(in SendTarget target, Topic topic, in AppendResult result, int queueId, bool waits, ReadOnlySpan<long> offsets)
    {
        if (!result.IsStored)
        {
            var (code, remark) = AppendOutcome.Refusal(result);
            _reply.Refused(target, code, remark);
            return;
        }

        topic.Traffic.PutNums.Add(result.Count);
        topic.Traffic.PutSize.Add(result.Size);
        statistics.BrokerPutNums.Add(result.Count);
        if (!waits)
        {
            _reply.Stored(target, ResponseCode.Success, queueId, result.QueueOffset, offsets);
            return;
        }

        var safe = confirmations.WhenSafeAsync(result.EndOffset);
        if (safe.IsCompletedSuccessfully)
#pragma warning disable RS0030 // It has completed; nothing is waited for.
            _reply.Stored(target, safe.Result, queueId, result.QueueOffset, offsets);
#pragma warning restore RS0030
        else
            _ = AnswerWhenSafeAsync(safe, target, queueId, result.QueueOffset, offsets.ToArray());
    }

    private async Task AnswerWhenSafeAsync(ValueTask<ResponseCode> safe, SendTarget target, int queueId, long queueOffset, long[] offsets) =>
        _reply.Stored(target, await admission.WaitAsync(safe), queueId, queueOffset, offsets);

    /// <summary>Batch items keep what their sender wrote; the cluster is put behind, before the batch's own pairs.</summary>
    private int AppendCluster(ReadOnlySpan<byte> properties, Span<byte> destination) => AppendClusterTo(properties, destination).Length;

    private ReadOnlySpan<byte> AppendClusterTo(ReadOnlySpan<byte> properties, Span<byte> destination)
    {
        // Nothing is removed: no property has an empty name.
        var length = MessageProperties.Rewrite(properties, default, "CLUSTER"u8, identity.ClusterNameUtf8, destination);
        return destination[..length];
    }
}
