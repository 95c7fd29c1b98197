using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>
/// The search of one page: at most one runs, a new one ends the one before. Used from the page's thread only;
/// <see cref="Changed"/> is raised on any thread, since progress comes from where answers arrive.
/// </summary>
internal sealed class SearchState(IClusterConnection connection, TimeProvider clock, MessageSight sight) : IDisposable
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(200);

    private CancellationTokenSource? _running;
    private long _reported;

    /// <summary>Raised when something to show has changed.</summary>
    public event Action? Changed;

    /// <summary>The search that runs or ran last; null before the first.</summary>
    public MessageQuery? Query { get; private set; }

    /// <summary>What came of it; null while it runs.</summary>
    public SearchOutcome? Outcome { get; private set; }

    /// <summary>How far it is; null before the first message.</summary>
    public SearchProgress? Progress { get; private set; }

    /// <summary>Whether a search runs.</summary>
    public bool IsRunning => _running is not null;

    /// <summary>Runs a search when it is complete, and forgets the one before in any case.</summary>
    public async Task RunAsync(MessageQuery query)
    {
        Cancel();
        Query = query;
        Outcome = null;
        Progress = null;
        if (!query.IsComplete)
        {
            Changed?.Invoke();
            return;
        }

        using var running = new CancellationTokenSource();
        _running = running;
        Changed?.Invoke();
        var outcome = await new MessageSearch(connection, clock, sight).RunAsync(query, progress => Report(running, progress), running.Token);
        if (_running != running)
            return;
        _running = null;
        Outcome = outcome;
        Changed?.Invoke();
    }

    /// <summary>Ends the running search; its outcome is what it found so far.</summary>
    public void Stop() => _running?.Cancel();

    /// <inheritdoc />
    public void Dispose() => Cancel();

    private void Cancel()
    {
        var running = _running;
        _running = null;
        running?.Cancel();
    }

    private void Report(CancellationTokenSource of, SearchProgress progress)
    {
        if (_running != of)
            return;
        Progress = progress;
        if (Interlocked.Read(ref _reported) is not 0 and var last && clock.GetElapsedTime(last) < BetweenReports)
            return;
        Interlocked.Exchange(ref _reported, clock.GetTimestamp());
        Changed?.Invoke();
    }
}
