using System.Collections.Concurrent;
using RocketMQ.Broker.Offsets;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Where a group's next pop of a queue begins, and which queues are being popped this moment.</summary>
/// <remarks>A queue is popped by one request of a group at a time; others pass it by and are woken when it has something left.</remarks>
internal sealed class PopOffsets(OffsetTable offsets, OrderedPops ordered, IMessageStore store)
{
    private readonly ConcurrentDictionary<GroupQueue, bool> _busy = new();

    /// <summary>Takes a queue; false while another request has it.</summary>
    public bool TryEnter(GroupQueue queue) => _busy.TryAdd(queue, true);

    public void Leave(GroupQueue queue) => _busy.TryRemove(queue, out _);

    /// <summary>Where to begin. An offset that an administrator set counts before all others and is taken over here.</summary>
    public long Begin(GroupQueue queue, bool fromEnd)
    {
        if (offsets.TakeReset(queue.Topic, queue.Group, queue.QueueId) is { } reset)
        {
            ordered.Clear(queue);
            offsets.Commit(queue.Topic, queue.Group, queue.QueueId, reset);
            return reset;
        }

        if (offsets.Find(queue.Topic, queue.Group, queue.QueueId) is { } committed)
            return committed;
        var first = First(queue, fromEnd);
        offsets.Commit(queue.Topic, queue.Group, queue.QueueId, first);
        return first;
    }

    /// <summary>Messages that a pop could still get of a queue, as far as offsets tell.</summary>
    public long Left(GroupQueue queue, bool fromEnd)
    {
        var begin = offsets.FindReset(queue.Topic, queue.Group, queue.QueueId) ?? offsets.Find(queue.Topic, queue.Group, queue.QueueId) ?? First(queue, fromEnd);
        return Math.Max(0, store.GetMaxOffset(queue.Topic, queue.QueueId) - begin);
    }

    /// <summary>Whether a pop would find something at once.</summary>
    public bool HasMessages(GroupQueue queue, bool fromEnd, bool isOrdered, string? attempt) =>
        !_busy.ContainsKey(queue) && Left(queue, fromEnd) > 0 && (!isOrdered || ordered.BlockedUntil(queue, attempt) is null);

    /// <summary>A queue whose first messages are still at hand is popped from the start, whatever the client's own rule says, as it is pulled (trap 29).</summary>
    private long First(GroupQueue queue, bool fromEnd)
    {
        var least = Math.Max(0, store.GetMinOffset(queue.Topic, queue.QueueId));
        if (!fromEnd || SystemTopics.IsRetry(queue.Topic) || (least == 0 && !store.IsOnDisk(queue.Topic, queue.QueueId, 0)))
            return least;
        return Math.Max(0, store.GetMaxOffset(queue.Topic, queue.QueueId) - 1);
    }
}
