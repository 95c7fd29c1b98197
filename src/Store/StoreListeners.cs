using RocketMQ.Model;

namespace RocketMQ.Store;

/// <summary>
/// A message that has just become visible in its queue. MaxOffset is the queue offset behind it: what a waiting pull compares its own
/// offset with.
/// </summary>
public readonly record struct MessageArrival(
    string Topic, int QueueId, long MaxOffset, long TagsCode, long StoreTimestamp, long PhysicalOffset, int Size);

/// <summary>
/// Is told of each message that became visible, in log order, so that waiting pulls are woken. Called on the thread that
/// dispatches, often a sender's, while dispatch waits for it: do little, never block, do not throw.
/// </summary>
public interface IMessageArrivalListener
{
    void OnArrived(in MessageArrival arrival);
}

/// <summary>
/// Supplies the tagsCode of queue entries that do not hold the tag's hash: the schedule queues keep the deliver time instead
/// (docs/protocol.md 4.3). Asked for every record of dispatch and recovery; must be cheap and give the same answer every time.
/// </summary>
public interface ITagsCodeProvider
{
    /// <returns>False to store the hash of TAGS as usual.</returns>
    bool TryGetTagsCode(RecordView record, out long tagsCode);
}

/// <summary>Is told that the log has grown, so that replication can send. Same rules as <see cref="IMessageArrivalListener"/>.</summary>
public interface ILogGrowthListener
{
    void OnGrown(long endOffset);
}

/// <summary>What a store calls back into; all optional.</summary>
public sealed record StoreHooks
{
    public IMessageArrivalListener? Arrivals { get; init; }

    public ITagsCodeProvider? TagsCodes { get; init; }

    public ILogGrowthListener? Growth { get; init; }
}
