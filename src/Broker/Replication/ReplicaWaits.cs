using System.Threading.Tasks.Sources;

namespace RocketMQ.Broker.Replication;

/// <summary>What a wait for a slave ended with.</summary>
internal enum ReplicationStatus
{
    /// <summary>A slave has it, or this broker need not wait for one.</summary>
    Replicated,

    /// <summary>No slave is connected that is not too far behind.</summary>
    NoSlave,

    /// <summary>slaveTimeout passed first; a slave may still get it.</summary>
    TimedOut,
}

/// <summary>Senders of a synchronous master that wait until a slave has their message, without a thread for any of them.</summary>
/// <remarks>
/// <c>_gate</c> guards both queues: one by log position, for acknowledgements, one by age, for the timeout. Waits are completed outside it and
/// on the thread that brought the acknowledgement: what follows only writes an answer.
/// </remarks>
internal sealed class ReplicaWaits : IAsyncDisposable
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Wait, long> _byPosition = new();
    private readonly Queue<Wait> _byAge = new();
    private long _acknowledged = -1;

    public ReplicaWaits(TimeSpan timeout, TimeProvider time)
    {
        _timeout = timeout;
        _time = time;
        _timer = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Senders that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _byPosition.Count;
        }
    }

    /// <summary>Completes when a slave has everything before a position, or the time is over.</summary>
    public ValueTask<ReplicationStatus> WhenAcknowledgedAsync(long position)
    {
        lock (_gate)
        {
            if (position <= _acknowledged)
                return new(ReplicationStatus.Replicated);
            var wait = new Wait(_time.GetTimestamp());
            _byPosition.Enqueue(wait, position);
            if (_byAge.Count == 0)
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            _byAge.Enqueue(wait);
            return new(wait, 0);
        }
    }

    /// <summary>A slave has everything before a position.</summary>
    public void Acknowledge(long position)
    {
        List<Wait>? done = null;
        lock (_gate)
        {
            _acknowledged = Math.Max(_acknowledged, position);
            while (_byPosition.TryPeek(out var wait, out var wanted) && wanted <= position)
            {
                _ = _byPosition.Dequeue();
                wait.IsOver = true;
                (done ??= []).Add(wait);
            }

            Trim();
        }

        foreach (var wait in done ?? [])
            wait.Complete(ReplicationStatus.Replicated);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Wait[] left;
        lock (_gate)
        {
            left = [.. _byAge.Where(wait => !wait.IsOver)];
            foreach (var wait in left)
                wait.IsOver = true;
            _byAge.Clear();
            _byPosition.Clear();
        }

        foreach (var wait in left)
            wait.Complete(ReplicationStatus.TimedOut);
    }

    private void Expire()
    {
        List<Wait> late = [];
        lock (_gate)
        {
            while (_byAge.TryPeek(out var oldest) && (oldest.IsOver || _time.GetElapsedTime(oldest.Since) >= _timeout))
            {
                _ = _byAge.Dequeue();
                if (oldest.IsOver)
                    continue;
                oldest.IsOver = true;
                late.Add(oldest);
            }

            DropExpired(late.Count);
            if (_byAge.TryPeek(out var next))
                _timer.Change(Later(_timeout - _time.GetElapsedTime(next.Since)), Timeout.InfiniteTimeSpan);
        }

        foreach (var wait in late)
            wait.Complete(ReplicationStatus.TimedOut);
    }

    /// <summary>Takes what has timed out from the queue by position too, so that a slave that hangs does not make it grow.</summary>
    private void DropExpired(int count)
    {
        if (count == 0)
            return;
        var left = _byPosition.UnorderedItems.Where(item => !item.Element.IsOver).ToArray();
        _byPosition.Clear();
        _byPosition.EnqueueRange(left);
    }

    private void Trim()
    {
        while (_byAge.TryPeek(out var oldest) && oldest.IsOver)
            _ = _byAge.Dequeue();
    }

    private static TimeSpan Later(TimeSpan due) => due > TimeSpan.FromMilliseconds(1) ? due : TimeSpan.FromMilliseconds(1);

    /// <summary>One sender. IsOver is guarded by the gate: whoever sets it completes the wait.</summary>
    private sealed class Wait(long since) : IValueTaskSource<ReplicationStatus>
    {
        private ManualResetValueTaskSourceCore<ReplicationStatus> _source;

        public long Since { get; } = since;

        public bool IsOver { get; set; }

        public void Complete(ReplicationStatus status) => _source.SetResult(status);

        public ReplicationStatus GetResult(short token) => _source.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _source.OnCompleted(continuation, state, token, flags);
    }
}
