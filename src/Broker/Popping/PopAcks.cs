using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Sending;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Takes acknowledgements of popped messages, in order and out of it.</summary>
internal sealed class PopAcks(
    CheckPoints points, OrderedPops ordered, OffsetTable offsets, WaitingPops waiting, IMessageStore store, BrokerIdentity identity, TimeProvider time)
{
    /// <summary>Whether a request is about a message that is there; null where it is.</summary>
    /// <exception cref="RejectedException">There is no such queue.</exception>
    public Reply? Check(TopicTable topics, string topic, int queueId, long offset)
    {
        if (topics.Find(topic) is not { } known)
            throw new RejectedException(ResponseCode.TopicNotExist, $"topic[{topic}] not exist, apply first please!");
        if (queueId < 0 || queueId >= known.ReadQueues)
            throw new RejectedException(ResponseCode.MessageIllegal, $"queueId[{queueId}] is illegal, topic:[{topic}] topicConfig.readQueueNums:[{known.ReadQueues}]");
        var (least, most) = (store.GetMinOffset(topic, queueId), store.GetMaxOffset(topic, queueId));
        return offset >= least && offset < most
            ? null
            : Reply.Refused(ResponseCode.NoMessage, $"offset is illegal, key:{topic}@{queueId}, commit:{offset}, store:{least}~{most}");
    }

    /// <summary>Notes that messages are done.</summary>
    /// <exception cref="RejectedException">They were never popped in order, or it can not be stored.</exception>
    public async Task AcknowledgeAsync(GroupQueue queue, ReceiptHandle handle, IReadOnlyList<long> done)
    {
        if (handle.IsOrdered)
        {
            foreach (var offset in done)
                AcknowledgeInOrder(queue, handle, offset);
            return;
        }

        if (points.Acknowledge(new(queue.Group, queue.Topic, queue.QueueId, handle.StartOffset, handle.PopTime), done) is { } result)
            await DemandStoredAsync(result);
    }

    /// <summary>Lets a message come again at another time.</summary>
    /// <returns>The new handle; null where the message is not out any more.</returns>
    public async Task<ReceiptHandle?> ChangeInvisibleTimeAsync(GroupQueue queue, ReceiptHandle handle, long offset, long invisibleTime)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (handle.IsOrdered)
        {
            ordered.ChangeVisible(queue, offset, handle.PopTime, now + invisibleTime);
            // Whoever waits looks anew until when.
            waiting.Wake(queue.Topic, queue.Group, queue.QueueId);
            return handle with { InvisibleTime = now + invisibleTime - handle.PopTime };
        }

        var key = new CheckPointKey(queue.Group, queue.Topic, queue.QueueId, handle.StartOffset, handle.PopTime);
        if (points.Find(key, offset) is not { } reviveQueue)
            return null;
        // First the new check point, then the end of the old one: a crash between the two repeats the message rather than losing it.
        await DemandStoredAsync(points.Add(reviveQueue, new PopCheckPoint
        {
            BrokerName = identity.BrokerName,
            ConsumerGroup = queue.Group,
            Count = 1,
            InvisibleTime = invisibleTime,
            OffsetDifferences = [0],
            PopTime = now,
            QueueId = queue.QueueId,
            StartOffset = offset,
            Topic = queue.Topic,
        }));
        if (key != new CheckPointKey(queue.Group, queue.Topic, queue.QueueId, offset, now) && points.Acknowledge(key, [offset]) is { } result)
            await DemandStoredAsync(result);
        return new ReceiptHandle(offset, now, invisibleTime, reviveQueue);
    }

    private void AcknowledgeInOrder(GroupQueue queue, ReceiptHandle handle, long offset)
    {
        if (offset < (offsets.Find(queue.Topic, queue.Group, queue.QueueId) ?? 0))
            return;
        if (ordered.Acknowledge(queue, offset, handle.PopTime) is not { } next)
            throw new RejectedException(ResponseCode.MessageIllegal, $"offset is illegal, key:{queue.Topic}@{queue.Group}@{queue.QueueId}, commit:{offset}");
        if (next < 0)
            return;
        if (offsets.FindReset(queue.Topic, queue.Group, queue.QueueId) is null)
            offsets.Commit(queue.Topic, queue.Group, queue.QueueId, next);
        if (ordered.BlockedUntil(queue, null) is null)
            waiting.Wake(queue.Topic, queue.Group, queue.QueueId);
    }

    private async Task DemandStoredAsync(AppendResult result)
    {
        if (!result.IsStored)
        {
            var (code, remark) = AppendOutcome.Refusal(result);
            throw new RejectedException(code, remark);
        }

        if (await store.WhenFlushedAsync(result.EndOffset) != FlushStatus.Flushed)
            throw new RejectedException(ResponseCode.FlushDiskTimeout, "it is not on disk in time");
    }
}
