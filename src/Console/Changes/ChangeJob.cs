namespace RocketMQ.ManagementConsole.Changes;

/// <summary>A change that takes its time: it goes on when its page is left, can be watched and stopped.</summary>
public abstract class ChangeJob : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isFinished;

    /// <summary>Raised after each step and at the end, on any thread.</summary>
    public event Action? Changed;

    /// <summary>What became of it; null while it runs.</summary>
    public ChangeResult? Result { get; private set; }

    /// <summary>What went wrong in the console itself; null when nothing did.</summary>
    public string? Defect { get; private set; }

    /// <summary>Whether nothing comes any more.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>The work.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>The change that does it.</summary>
    internal abstract IChange Work { get; }

    /// <summary>Says that it is to stop.</summary>
    protected CancellationToken Stopping => _stop.Token;

    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends it before the next step.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Tells whoever watches of a step.</summary>
    protected void Tell() => Changed?.Invoke();

    /// <summary>Says which task works.</summary>
    internal void Begin(Task running) => Running = running;

    /// <summary>Says what became of it.</summary>
    internal void Finish(ChangeResult? result, string? defect)
    {
        (Result, Defect) = (result, defect);
        _isFinished = true;
        Changed?.Invoke();
    }
}
