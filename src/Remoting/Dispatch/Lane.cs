using System.Collections.Concurrent;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>
/// A bounded queue with a bounded number of workers for one kind of traffic, so that slow requests of one kind can not delay
/// another. Workers are borrowed from the thread pool while there is work; an idle lane holds no thread.
/// </summary>
/// <remarks>Any thread may enter. A work item runs on exactly one worker; items of one lane run in no promised order.</remarks>
public sealed class Lane
{
    private readonly ConcurrentQueue<Func<Task>> _queue = new();
    private readonly int _concurrency;
    private int _waiting;
    private int _workers;

    /// <param name="name">For logs and refusals.</param>
    /// <param name="concurrency">Requests served at the same time.</param>
    /// <param name="capacity">Requests that may wait; more are answered SYSTEM_BUSY.</param>
    public Lane(string name, int concurrency, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(concurrency);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Name = name;
        Capacity = capacity;
        _concurrency = concurrency;
    }

    /// <summary>For logs and refusals.</summary>
    public string Name { get; }

    /// <summary>Requests that may wait.</summary>
    public int Capacity { get; }

    /// <summary>Requests that wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Queues a piece of work; false when the lane is full. The work handles its own failures.</summary>
    public bool TryEnter(Func<Task> work)
    {
        if (Interlocked.Increment(ref _waiting) > Capacity)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        _queue.Enqueue(work);
        StartWorker();
        return true;
    }

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
        while (_queue.TryDequeue(out var work))
        {
            Interlocked.Decrement(ref _waiting);
            await work();
        }

        Interlocked.Decrement(ref _workers);
        // Work that came between the last look and the leaving would otherwise wait for the next request.
        if (!_queue.IsEmpty)
            StartWorker();
    }
}
