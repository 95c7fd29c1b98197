namespace RocketMQ.Broker.Scheduling;

/// <summary>What a loop sleeps on: it ends at a time, or earlier when there is something new.</summary>
/// <remarks>Any thread signals; one waits. Signals of the time in which nobody waited count as one.</remarks>
internal sealed class Alarm(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _signalled = new(0, 1);

    /// <summary>Ends the sleep that is under way, or the next one before it begins.</summary>
    public void Signal()
    {
        if (_signalled.CurrentCount > 0)
            return;
        try
        {
            _signalled.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another one was faster; one signal is enough.
            return;
        }
    }

    public async Task SleepAsync(TimeSpan length, CancellationToken stopping)
    {
        if (length <= TimeSpan.Zero)
            return;
        using var over = new CancellationTokenSource(length, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopping);
        try
        {
            await _signalled.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The time is over or the broker stops: the loop looks which.
            return;
        }
    }

    public void Dispose() => _signalled.Dispose();
}
