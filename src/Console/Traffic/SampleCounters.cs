namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>What one run of the sample traffic has done. Counted from several threads, each figure atomically.</summary>
internal sealed class SampleCounters(TimeProvider time)
{
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private long _sent;
    private long _received;
    private long _failed;
    private volatile string? _sendError;
    private volatile string? _consumeError;
    private volatile int _rate;
    private volatile bool _isRunning;

    public int Rate
    {
        get => _rate;
        set => _rate = value;
    }

    public bool IsRunning
    {
        get => _isRunning;
        set => _isRunning = value;
    }

    public void CountSent()
    {
        Interlocked.Increment(ref _sent);
        _sendError = null;
    }

    public void CountFailed(string reason)
    {
        Interlocked.Increment(ref _failed);
        _sendError = reason;
    }

    public void CountReceived(int messages)
    {
        Interlocked.Add(ref _received, messages);
        _consumeError = null;
    }

    public void ConsumeFailed(string reason) => _consumeError = reason;

    public SampleTrafficStatus Snapshot() => new()
    {
        IsRunning = _isRunning,
        Rate = _rate,
        Since = _isRunning ? _since : null,
        Sent = Interlocked.Read(ref _sent),
        Received = Interlocked.Read(ref _received),
        Failed = Interlocked.Read(ref _failed),
        Error = _sendError ?? _consumeError,
    };
}
