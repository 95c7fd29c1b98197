using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Sending;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Takes messages for pops: reads queue after queue, stores the check point, moves the group's offset on (docs/decisions/0015).</summary>
internal sealed class PopService(
    TopicTable topics, OffsetTable offsets, PopOffsets positions, CheckPoints points, OrderedPops ordered, WaitingPops waiting, IMessageStore store,
    BrokerStatistics statistics, BrokerIdentity identity, PopSettings settings, TimeProvider time)
{
    private int _nextReviveQueue;

    /// <summary>The queues that a request may take from: those of the topic and, out of order, those of the group's retry topics.</summary>
    public IEnumerable<GroupQueue> QueuesOf(PopRequest request)
    {
        var normal = request.QueueId >= 0 ? [new(request.Topic.Name, request.Group.Name, request.QueueId)] : QueuesOf(request.Topic, request.Group.Name);
        return request.IsOrdered ? normal : normal.Concat(RetryQueuesOf(request));
    }

    /// <summary>Whether a pop would find something at once.</summary>
    public bool HasMessages(PopRequest request) =>
        QueuesOf(request).Any(queue => positions.HasMessages(queue, request.FromEnd, request.IsOrdered, request.AttemptId));

    /// <summary>When the first of the request's queues gives something out that waits for acknowledgements now; null where none does.</summary>
    public DateTimeOffset? FirstUnblocked(PopRequest request) => request.IsOrdered
        ? QueuesOf(request).Select(queue => ordered.BlockedUntil(queue, request.AttemptId)).Min()
        : null;

    /// <summary>Takes what is there.</summary>
    /// <exception cref="RejectedException">The check point can not be stored.</exception>
    public async Task<PopResult> PopAsync(PopRequest request)
    {
        var reviveQueue = request.IsOrdered ? PopNames.OrderedReviveQueue : (int)((uint)Interlocked.Increment(ref _nextReviveQueue) % (uint)settings.ReviveQueues);
        var result = new PopResult(request, time.GetUtcNow().ToUnixTimeMilliseconds(), reviveQueue);
        var retryFirst = !request.IsOrdered && Random.Shared.Next(100) < settings.RetryFirstPercentage;
        var queues = retryFirst ? RetryQueuesOf(request).Concat(QueuesOf(request with { IsOrdered = true })) : QueuesOf(request);
        foreach (var queue in queues)
            await PopAsync(request, queue, result);
        if (result.Count > 0 && result.Rest > 0)
            waiting.Wake(request.Topic.Name, request.Group.Name, request.QueueId);
        return result;
    }

    /// <summary>Reads what a pop would get, and takes nothing.</summary>
    public PopResult Peek(PopRequest request)
    {
        var result = new PopResult(request, time.GetUtcNow().ToUnixTimeMilliseconds(), 0);
        foreach (var queue in QueuesOf(request))
        {
            var start = store.GetMaxOffset(queue.Topic, queue.QueueId) - positions.Left(queue, request.FromEnd);
            if (result.Room == 0)
                break;
            using var read = store.Read(queue.Topic, queue.QueueId, start, result.Room, int.MaxValue, null);
            result.Rest += Math.Max(0, read.MaxOffset - read.NextBeginOffset);
            if (read.Count > 0)
                result.Add(queue.Topic, queue.QueueId, start, PoppedRecords.OffsetsOf(read), PoppedRecords.Copy(read));
        }

        return result;
    }

    private static IEnumerable<GroupQueue> QueuesOf(Topic topic, string group)
    {
        var first = topic.ReadQueues > 0 ? Random.Shared.Next(topic.ReadQueues) : 0;
        return Enumerable.Range(0, topic.ReadQueues).Select(index => new GroupQueue(topic.Name, group, (first + index) % topic.ReadQueues));
    }

    private IEnumerable<GroupQueue> RetryQueuesOf(PopRequest request)
    {
        foreach (var version2 in (bool[])(settings.RetryTopicV2 ? [true, false] : [false]))
        {
            if (topics.Find(PopNames.RetryTopicOf(request.Topic.Name, request.Group.Name, version2)) is not { } retry)
                continue;
            foreach (var queue in QueuesOf(retry, request.Group.Name))
                yield return queue;
        }
    }

    private async Task PopAsync(PopRequest request, GroupQueue queue, PopResult result)
    {
        if (result.Room == 0)
        {
            result.Rest += request.IsOrdered ? 0 : positions.Left(queue, request.FromEnd);
            return;
        }

        if (!positions.TryEnter(queue))
            return;
        try
        {
            var start = positions.Begin(queue, request.FromEnd);
            if (!request.IsOrdered || ordered.BlockedUntil(queue, request.AttemptId) is null)
                result.Rest += await TakeAsync(request, queue, start, result);
        }
        finally
        {
            positions.Leave(queue);
        }
    }

    /// <summary>Takes messages of one queue that nobody else takes from meanwhile.</summary>
    /// <returns>What is left in it.</returns>
    private async Task<long> TakeAsync(PopRequest request, GroupQueue queue, long start, PopResult result)
    {
        var records = Read(request, queue, start, result);
        if (records.Offsets.Count == 0)
        {
            if (records.Next != start)
                offsets.Commit(queue.Topic, queue.Group, queue.QueueId, records.Next);
            return records.Left;
        }

        if (request.IsOrdered)
        {
            var counts = ordered.Popped(queue, request.AttemptId, result.PopTime, request.InvisibleTime, records.Offsets);
            result.AddCounts(queue.Topic, queue.QueueId, counts, records.Offsets.Count);
            offsets.Commit(queue.Topic, queue.Group, queue.QueueId, records.Start);
        }
        else
        {
            await StoreCheckPointAsync(request, queue, records, result);
            offsets.Commit(queue.Topic, queue.Group, queue.QueueId, records.Next);
        }

        result.Add(queue.Topic, queue.QueueId, records.Start, records.Offsets, records.Records);
        var traffic = statistics.Group(queue.Topic, queue.Group);
        traffic.GetNums.Add(records.Offsets.Count);
        traffic.GetSize.Add(records.Records.Sum(record => record.Length));
        statistics.BrokerGetNums.Add(records.Offsets.Count);
        return records.Left;
    }

    private PoppedRecords Read(PopRequest request, GroupQueue queue, long start, PopResult result)
    {
        var handle = new ReceiptHandle(start, result.PopTime, request.InvisibleTime, result.ReviveQueue);
        using (var read = store.Read(queue.Topic, queue.QueueId, start, result.Room, int.MaxValue, request.Filter))
        {
            if (read.Status is not (QueueReadStatus.OffsetTooSmall or QueueReadStatus.OffsetOverflowBadly or QueueReadStatus.OffsetFoundNull)
                || read.NextBeginOffset == start)
                return PoppedRecords.From(read, start, queue, request.Topic.Name, handle, identity.BrokerName);
            start = read.NextBeginOffset;
        }

        using var again = store.Read(queue.Topic, queue.QueueId, start, result.Room, int.MaxValue, request.Filter);
        return PoppedRecords.From(again, start, queue, request.Topic.Name, handle with { StartOffset = start }, identity.BrokerName);
    }

    private async Task StoreCheckPointAsync(PopRequest request, GroupQueue queue, PoppedRecords records, PopResult result)
    {
        var stored = points.Add(result.ReviveQueue, new PopCheckPoint
        {
            BrokerName = identity.BrokerName,
            ConsumerGroup = queue.Group,
            Count = records.Offsets.Count,
            InvisibleTime = request.InvisibleTime,
            OffsetDifferences = [.. records.Offsets.Select(offset => (int)(offset - records.Start))],
            PopTime = result.PopTime,
            QueueId = queue.QueueId,
            StartOffset = records.Start,
            Topic = queue.Topic,
        });
        if (!stored.IsStored)
        {
            var (code, remark) = AppendOutcome.Refusal(stored);
            throw new RejectedException(code, remark);
        }

        if (await store.WhenFlushedAsync(stored.EndOffset) != FlushStatus.Flushed)
            throw new RejectedException(ResponseCode.FlushDiskTimeout, "the check point of the pop is not on disk in time; its messages come again");
    }
}
