using System.Threading.Tasks.Sources;

namespace RocketMQ.Broker.Replication;

/// <summary>Wakes one waiting loop, from any thread and as often as wanted; signals given while the loop works count as one.</summary>
/// <remarks>
/// <c>_gate</c> guards all fields; a wait is completed outside it, by whoever took <c>_waiting</c> away. A loop that waits often allocates nothing:
/// there is one source for all its waits, and one timer that looks whether the wait of the moment is old enough.
/// </remarks>
internal sealed class WakeSignal : IValueTaskSource<bool>, IDisposable
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private ITimer? _timer;
    private bool _timerRuns;
    private TimeProvider _time = TimeProvider.System;
    private TimeSpan _longest;
    private long _since;
    private bool _waiting;
    private bool _set;

    /// <summary>Wakes the loop, or lets its next wait end at once. Costs one read while a signal is already pending.</summary>
    public void Set()
    {
        if (Volatile.Read(ref _set))
            return;
        lock (_gate)
        {
            _set = true;
            if (!_waiting)
                return;
            _waiting = false;
        }

        _source.SetResult(true);
    }

    /// <summary>Waits for a signal. One loop does, one wait at a time.</summary>
    /// <returns>False when the time was over first.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    public ValueTask<bool> WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_set)
            {
                // Before the loop looks at what there is: a signal from here on stands for something it may not see.
                _set = false;
                return new(true);
            }

            _source.Reset();
            (_waiting, _since, _longest, _time) = (true, time.GetTimestamp(), longest, time);
            if (!_timerRuns)
                Arm(longest);
        }

        var wait = new ValueTask<bool>(this, _source.Version);
        _cancellation = stopping.UnsafeRegister(static (signal, token) => ((WakeSignal)signal!).Cancel(token), this);
        return wait;
    }

    public void Dispose() => _timer?.Dispose();

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _cancellation.Dispose();
        if (!_source.GetResult(token))
            return false;
        lock (_gate)
            _set = false;
        return true;
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Arm(TimeSpan due)
    {
        _timerRuns = true;
        _timer ??= _time.CreateTimer(static signal => ((WakeSignal)signal!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        lock (_gate)
        {
            _timerRuns = false;
            if (!_waiting)
                return;
            var left = _longest - _time.GetElapsedTime(_since);
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }

            _waiting = false;
        }

        _source.SetResult(false);
    }

    private void Cancel(CancellationToken stopping)
    {
        lock (_gate)
        {
            if (!_waiting)
                return;
            _waiting = false;
        }

        _source.SetException(new OperationCanceledException(stopping));
    }
}
