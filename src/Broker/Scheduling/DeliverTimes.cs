using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Puts the time of delivery where the entries of other queues have the hash of the tag (docs/protocol.md 4.3).</summary>
internal sealed class DeliverTimes(DelayLevels levels) : ITagsCodeProvider
{
    public bool TryGetTagsCode(RecordView record, out long tagsCode)
    {
        tagsCode = 0;
        if (!record.Topic.SequenceEqual("SCHEDULE_TOPIC_XXXX"u8))
            return false;
        tagsCode = record.StoreTimestamp + (long)levels.DelayOfQueue(record.QueueId).TotalMilliseconds;
        return true;
    }
}
