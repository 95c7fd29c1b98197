using System.Collections.Concurrent;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>
/// A bounded queue with a bounded number of workers for one kind of traffic, so that slow requests of one kind can not delay
/// another. Workers are borrowed from the thread pool while there is work; an idle lane holds no thread. What has waited longer than
/// the lane's patience is told so instead of being served: its caller has likely given up.
/// </summary>
/// <remarks>
/// Any thread may enter. A work item is taken exactly once, by a worker or by the timer that ends its waiting; items of one lane run in
/// no promised order. The timer is armed only while something waits.
/// </remarks>
public sealed class Lane : IDisposable
{
    private readonly ConcurrentQueue<Item> _queue = new();
    private readonly int _concurrency;
    private readonly TimeSpan? _patience;
    private readonly TimeProvider _time;
    private readonly ITimer? _timer;
    private int _waiting;
    private int _workers;
    private int _armed;

    /// <param name="name">For logs and refusals.</param>
    /// <param name="concurrency">Requests served at the same time.</param>
    /// <param name="capacity">Requests that may wait; more are answered SYSTEM_BUSY.</param>
    /// <param name="patience">How long a request may wait to be served; null for ever.</param>
    /// <param name="time">Its clock.</param>
    public Lane(string name, int concurrency, int capacity, TimeSpan? patience = null, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(concurrency);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Name = name;
        Capacity = capacity;
        _concurrency = concurrency;
        _patience = patience;
        _time = time ?? TimeProvider.System;
        if (patience is not null)
            _timer = _time.CreateTimer(_ => EndWaiting(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>For logs and refusals.</summary>
    public string Name { get; }

    /// <summary>Requests that may wait.</summary>
    public int Capacity { get; }

    /// <summary>Requests that wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How long the request at the head has been waiting; zero when none waits.</summary>
    public TimeSpan HeadWait => _queue.FirstOrDefault(item => !item.IsTaken) is { } head ? _time.GetElapsedTime(head.Since) : TimeSpan.Zero;

    /// <summary>Queues a piece of work; false when the lane is full. The work handles its own failures.</summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="expired">Called instead when it has waited too long, with the remark for its caller; null to serve it nevertheless.</param>
    public bool TryEnter(Func<Task> work, Action<string>? expired = null)
    {
        if (Interlocked.Increment(ref _waiting) > Capacity)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        _queue.Enqueue(new Item(work, expired, _time.GetTimestamp()));
        StartWorker();
        if (_patience is { } patience && Volatile.Read(ref _armed) == 0)
            Arm(patience);
        return true;
    }

    /// <summary>Stops the clock of those that wait; they are served all the same.</summary>
    public void Dispose() => _timer?.Dispose();

    private void StartWorker()
    {
        var workers = Volatile.Read(ref _workers);
        while (workers < _concurrency)
        {
            var seen = Interlocked.CompareExchange(ref _workers, workers + 1, workers);
            if (seen == workers)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.DrainAsync(), this, preferLocal: false);
                return;
            }

            workers = seen;
        }
    }

    private async Task DrainAsync()
    {
        while (_queue.TryDequeue(out var item))
        {
            if (!item.TryTake())
                continue;
            Interlocked.Decrement(ref _waiting);
            await item.Work();
        }

        Interlocked.Decrement(ref _workers);
        // Work that came between the last look and the leaving would otherwise wait for the next request.
        if (!_queue.IsEmpty)
            StartWorker();
    }

    private void Arm(TimeSpan due)
    {
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _timer!.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void EndWaiting()
    {
        Volatile.Write(ref _armed, 0);
        var patience = _patience!.Value;
        foreach (var item in _queue)
        {
            var waited = _time.GetElapsedTime(item.Since);
            if (waited < patience)
            {
                Arm(patience - waited);
                return;
            }

            if (item.Expired is not { } expired || !item.TryTake())
                continue;
            var waiting = Interlocked.Decrement(ref _waiting);
            expired($"[TIMEOUT_CLEAN_QUEUE]broker busy, start flow control for a while, period in queue: {(long)waited.TotalMilliseconds}ms, size of queue: {waiting}");
        }
    }

    private sealed class Item(Func<Task> work, Action<string>? expired, long since)
    {
        private int _taken;

        public Func<Task> Work { get; } = work;

        public Action<string>? Expired { get; } = expired;

        public long Since { get; } = since;

        public bool IsTaken => Volatile.Read(ref _taken) != 0;

        public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;
    }
}
