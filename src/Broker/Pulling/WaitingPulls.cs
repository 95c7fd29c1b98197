using System.Collections.Concurrent;
using RocketMQ.Model;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>
/// Pulls that found nothing and wait for a message, by topic and queue (docs/protocol.md 6.1). A message wakes those that want it;
/// the rest is woken when its time is over.
/// </summary>
/// <remarks>
/// Each queue's list has its own lock. Arrivals come on senders' threads and only take from the lists; what is woken is served in the
/// pull lane. A woken pull is served once more and answered whatever it finds, so nothing here can spin.
/// </remarks>
internal sealed class WaitingPulls : IMessageArrivalListener, IAsyncDisposable
{
    private static readonly TimeSpan ScanPeriod = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Topic, int QueueId), List<WaitingPull>> _queues = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _count;
    private int _sweepPending;

    private readonly int _most;

    /// <summary>Lets at most so many pulls wait.</summary>
    public WaitingPulls(TimeProvider time, int most)
    {
        _most = most;
        _time = time;
        _timer = time.CreateTimer(_ => Scan(), null, ScanPeriod, ScanPeriod);
    }

    /// <summary>Serves a pull again; set once before the first one waits.</summary>
    public Action<PullRequest>? Wake { get; set; }

    /// <summary>Offset behind a queue's last message; set once before the first pull waits.</summary>
    public Func<string, int, long>? MaxOffset { get; set; }

    /// <summary>Reads the record of an arrival, for filters that look at it; set once before the first pull waits.</summary>
    public Func<long, RecordLease?>? ReadRecord { get; set; }

    /// <summary>Pulls waiting now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Lets a pull wait; false when too many do. It is woken at once when a message came between its read and now.</summary>
    public bool TryPark(in PullRequest pull, TimeSpan time)
    {
        if (Count >= _most)
            return false;
        var waiting = new WaitingPull(pull, _time.GetTimestamp(), time);
        while (true)
        {
            var list = _queues.GetOrAdd((pull.Topic.Name, pull.QueueId), static _ => []);
            lock (list)
            {
                // A list that was emptied may have been taken out of the table in between.
                if (!_queues.TryGetValue((pull.Topic.Name, pull.QueueId), out var current) || current != list)
                    continue;
                list.Add(waiting);
                Interlocked.Increment(ref _count);
                break;
            }
        }

        if (MaxOffset!(pull.Topic.Name, pull.QueueId) > pull.Offset)
            Take((pull.Topic.Name, pull.QueueId), candidate => candidate == waiting);
        return true;
    }

    public void OnArrived(in MessageArrival arrival)
    {
        if (Count == 0)
            return;
        var message = arrival;
        Take((arrival.Topic, arrival.QueueId), waiting => message.MaxOffset > waiting.Pull.Offset && Wants(waiting.Pull.Filter, message));
    }

    /// <summary>Forgets the pulls of a connection that has ended.</summary>
    public void RemoveConnection(RemotingConnection connection)
    {
        // One sweep serves all connections that end together.
        if (Count > 0 && Interlocked.Exchange(ref _sweepPending, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.Sweep(), this, preferLocal: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        foreach (var key in _queues.Keys)
            Take(key, _ => true);
    }

    private bool Wants(IMessageFilter? filter, in MessageArrival message)
    {
        if (filter is null)
            return true;
        if (!filter.MatchesTagsCode(message.TagsCode))
            return false;
        if (!filter.NeedsRecord)
            return true;
        using var lease = ReadRecord!(message.PhysicalOffset);
        return lease is not null && RecordView.Parse(lease.Span, out var record) == RecordKind.Message && filter.MatchesRecord(record);
    }

    private void Sweep()
    {
        Volatile.Write(ref _sweepPending, 0);
        foreach (var key in _queues.Keys)
            Take(key, static waiting => waiting.Pull.Connection.IsClosed);
    }

    private void Scan()
    {
        if (Count == 0)
            return;
        foreach (var key in _queues.Keys)
        {
            var end = MaxOffset!(key.Topic, key.QueueId);
            Take(key, waiting => end > waiting.Pull.Offset || _time.GetElapsedTime(waiting.Since) >= waiting.Time);
        }
    }

    private void Take((string Topic, int QueueId) key, Predicate<WaitingPull> chosen)
    {
        if (!_queues.TryGetValue(key, out var list))
            return;
        List<WaitingPull>? woken = null;
        lock (list)
        {
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (!chosen(list[i]))
                    continue;
                (woken ??= []).Add(list[i]);
                list.RemoveAt(i);
            }

            if (woken is not null)
                Interlocked.Add(ref _count, -woken.Count);
            if (list.Count == 0)
                _queues.TryRemove(new(key, list));
        }

        foreach (var waiting in woken ?? [])
        {
            if (!waiting.Pull.Connection.IsClosed)
                Wake!(waiting.Pull);
        }
    }

    private sealed class WaitingPull(PullRequest pull, long since, TimeSpan time)
    {
        public PullRequest Pull { get; } = pull;

        public long Since { get; } = since;

        public TimeSpan Time { get; } = time;
    }
}
