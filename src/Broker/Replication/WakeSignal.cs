namespace RocketMQ.Broker.Replication;

/// <summary>Wakes one waiting loop, from any thread and as often as wanted; signals given while the loop works count as one.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private int _set;

    /// <summary>Wakes the loop, or lets its next wait end at once. Costs one read while a signal is already pending.</summary>
    public void Set()
    {
        if (Volatile.Read(ref _set) == 0 && Interlocked.Exchange(ref _set, 1) == 0)
            _semaphore.Release();
    }

    /// <summary>Waits for a signal.</summary>
    /// <returns>False when the time was over first.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    public async ValueTask<bool> WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stopping)
    {
        if (!await TakeAsync(longest, time, stopping))
            return false;
        // Before the loop looks at what there is: a signal from here on stands for something it may not see.
        Volatile.Write(ref _set, 0);
        return true;
    }

    public void Dispose() => _semaphore.Dispose();

    private async ValueTask<bool> TakeAsync(TimeSpan longest, TimeProvider time, CancellationToken stopping)
    {
        if (_semaphore.Wait(0, CancellationToken.None))
            return true;
        using var over = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopping);
        try
        {
            await _semaphore.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
