using System.Collections.Concurrent;
using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Pops and notifications that found nothing and wait, by topic. A message wakes one of each group; time wakes the rest.</summary>
/// <remarks>
/// Each topic's list has its own lock. Arrivals come on senders' threads and only take from the lists; what is woken is served in a lane
/// and waits again when another was faster. Each waiting request owns one timer. Bounded by maxPopPollingSize and popPollingSize.
/// </remarks>
internal sealed class WaitingPops(PopSettings settings, Lane lane, TimeProvider time) : IMessageArrivalListener, IDisposable
{
    private readonly ConcurrentDictionary<string, List<WaitingPop>> _topics = new(StringComparer.Ordinal);
    private int _count;
    private int _sweepPending;

    /// <summary>Requests that wait now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Requests of a group that wait for one queue, or for any where that is −1.</summary>
    public int CountOf(string topic, string group, int queueId) => Search(
        topic, list => list.Count(pop => pop.Takes && pop.Topics[0] == topic && pop.Group == group && pop.QueueId == queueId));

    /// <summary>Lets a request wait; false where too many do already.</summary>
    public bool TryPark(WaitingPop pop, TimeSpan wait)
    {
        if (CountOf(pop.Topics[0], pop.Group, pop.QueueId) >= settings.MostWaitingOnQueue)
            return false;
        if (Interlocked.Increment(ref _count) > settings.MostWaiting)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        pop.Begin(time.CreateTimer(_ => Serve(pop), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        foreach (var topic in pop.Topics)
            Add(topic, pop);
        pop.WakeAfter(wait);
        return true;
    }

    public void OnArrived(in MessageArrival arrival)
    {
        if (Count == 0)
            return;
        var (topic, queue, tags) = (arrival.Topic, arrival.QueueId, arrival.TagsCode);
        foreach (var pop in First(topic, pop => pop.Wants(topic, queue, tags)))
            Serve(pop);
    }

    /// <summary>Wakes one request of a group: there is more than the last one took, or something has become free.</summary>
    public void Wake(string topic, string group, int queueId)
    {
        foreach (var pop in First(topic, pop => pop.Group == group && (queueId < 0 || pop.QueueId < 0 || pop.QueueId == queueId)))
            Serve(pop);
    }

    /// <summary>Wakes a request that waits, unless it was woken already.</summary>
    public void Serve(WaitingPop pop)
    {
        if (!pop.TryTake())
            return;
        Forget(pop);
        if (!lane.TryEnter(pop.Serve))
            pop.Overload();
    }

    /// <summary>Forgets the requests of a connection that has ended.</summary>
    public void RemoveConnection(RemotingConnection connection)
    {
        // One sweep serves all connections that end together.
        if (Count > 0 && Interlocked.Exchange(ref _sweepPending, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.Sweep(), this, preferLocal: false);
    }

    public void Dispose()
    {
        foreach (var pop in All())
        {
            if (pop.TryTake())
                Forget(pop);
        }
    }

    private void Sweep()
    {
        Volatile.Write(ref _sweepPending, 0);
        foreach (var pop in All().Where(pop => pop.Connection.IsClosed))
        {
            if (pop.TryTake())
                Forget(pop);
        }
    }

    private List<WaitingPop> All() => [.. _topics.Keys.SelectMany(topic => Search(topic, list => list.ToList()) ?? [])];

    private List<WaitingPop> First(string topic, Func<WaitingPop, bool> wanted) =>
        Search(topic, list => list.Where(pop => !pop.IsTaken && !pop.Connection.IsClosed && wanted(pop)).DistinctBy(pop => (pop.Group, pop.Takes)).ToList()) ?? [];

    private T? Search<T>(string topic, Func<List<WaitingPop>, T> look)
    {
        if (!_topics.TryGetValue(topic, out var list))
            return default;
        lock (list)
            return look(list);
    }

    private void Add(string topic, WaitingPop pop)
    {
        while (true)
        {
            var list = _topics.GetOrAdd(topic, static _ => []);
            lock (list)
            {
                // A list that was emptied may have been taken out of the table in between.
                if (!_topics.TryGetValue(topic, out var current) || current != list)
                    continue;
                list.Add(pop);
                return;
            }
        }
    }

    private void Forget(WaitingPop pop)
    {
        pop.End();
        Interlocked.Decrement(ref _count);
        foreach (var topic in pop.Topics)
        {
            if (!_topics.TryGetValue(topic, out var list))
                continue;
            lock (list)
            {
                list.Remove(pop);
                if (list.Count == 0)
                    _topics.TryRemove(new(topic, list));
            }
        }
    }
}
