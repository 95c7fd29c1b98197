namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Whether a server is to run, as people last said.</summary>
/// <remarks>Turned from any thread, followed by the server's own loop; one lock owns all of it. What is kept over a start of the console is <see cref="StoppedServers"/>.</remarks>
internal sealed class ServerSwitch : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _off = new();
    private TaskCompletionSource _on;
    private TaskCompletionSource _down = NewSource();

    /// <summary>A switch that nobody has turned yet.</summary>
    /// <param name="isOn">How it stands at first.</param>
    public ServerSwitch(bool isOn)
    {
        _on = isOn ? Completed() : NewSource();
        if (!isOn)
            _off.Cancel();
    }

    /// <summary>Cancelled when it is turned off. Another one after each time it was turned on.</summary>
    public CancellationToken Off
    {
        get
        {
            lock (_gate)
                return _off.Token;
        }
    }

    /// <summary>Completes when it is on.</summary>
    public Task WhenOn
    {
        get
        {
            lock (_gate)
                return _on.Task;
        }
    }

    /// <summary>Turns it off.</summary>
    /// <returns>Completes when the server is down; null when it was off already.</returns>
    public Task? TurnOff()
    {
        lock (_gate)
        {
            if (_off.IsCancellationRequested)
                return null;
            _on = NewSource();
            _down = NewSource();
            // What it wakes runs elsewhere, not within the lock.
            _ = _off.CancelAsync();
            return _down.Task;
        }
    }

    /// <summary>Turns it on.</summary>
    /// <returns>Whether it was off.</returns>
    public bool TurnOn()
    {
        lock (_gate)
        {
            if (!_off.IsCancellationRequested)
                return false;
            _off = new CancellationTokenSource();
            _on.TrySetResult();
            return true;
        }
    }

    /// <summary>Says that the server is down.</summary>
    public void ReportDown()
    {
        lock (_gate)
            _down.TrySetResult();
    }

    public void Dispose() => _off.Dispose();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Completed()
    {
        var source = NewSource();
        source.SetResult();
        return source;
    }
}
