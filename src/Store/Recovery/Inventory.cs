using RocketMQ.Model;
using RocketMQ.Store.Index;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Recovery;

/// <summary>
/// What there was of queues and index when the checkpoint was saved. Both can be made again from the log, but only who knows that
/// something is missing does so.
/// </summary>
/// <param name="Digest">At a clean stop: of every queue's range and of the index; 0 otherwise.</param>
/// <param name="Queues">Queues that certainly had an entry before the safe position.</param>
/// <param name="IndexBegin">First log position of the newest index file that begins before the safe position; −1 for none.</param>
internal readonly record struct Inventory(long Digest, long Queues, long IndexBegin)
{
    public static Inventory Take(QueueTable queues, KeyIndex? index, long safePosition, bool isClean) => new(
        isClean ? DigestOf(queues, index) : 0,
        queues.All.LongCount(queue => !queue.IsEmpty && queue.MaxPhysicalOffset <= safePosition),
        index?.NewestBegin(safePosition) ?? -1);

    /// <summary>Whether what was found can be what was noted at a clean stop.</summary>
    public bool IsAllThere(QueueTable queues, KeyIndex? index) => Digest == 0 || Digest == DigestOf(queues, index);

    /// <summary>Whether what is left after a crash is at least what was noted.</summary>
    public bool AreQueuesThere(QueueTable queues) => queues.All.LongCount(queue => !queue.IsEmpty) >= Queues;

    /// <summary>A file that begins before the log does may have expired.</summary>
    public bool IsIndexThere(KeyIndex? index, long logMinOffset) => index is null || IndexBegin < logMinOffset || index.HasFileFrom(IndexBegin);

    private static long DigestOf(QueueTable queues, KeyIndex? index)
    {
        // A sum, so that the order of the queues does not matter.
        var sum = index is null ? 1UL : Mix(Mix(2, index.EntryCount), index.LastUpdate.PhysicalOffset);
        foreach (var queue in queues.All)
        {
            if (queue.IsEmpty) continue;
            var hash = Mix((ulong)queue.Topic.Length, JavaHash.Of(queue.Topic));
            sum += Mix(Mix(Mix(hash, queue.QueueId), queue.MinOffset), queue.MaxOffset);
        }

        return (long)(sum == 0 ? 1 : sum);
    }

    /// <summary>One step of a multiplicative hash; the factor is 2⁶⁴ divided by the golden ratio.</summary>
    private static ulong Mix(ulong hash, long value)
    {
        var mixed = (hash ^ (ulong)value) * 0x9E3779B97F4A7C15;
        return mixed ^ (mixed >> 29);
    }
}
