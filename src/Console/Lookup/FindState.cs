using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>
/// The search of one page over all topics, and who has consumed what it found. A new search ends the one before. <see cref="Changed"/> is raised
/// on any thread; what there is to show is replaced as a whole, so pages may read it on theirs.
/// </summary>
internal sealed class FindState(IClusterConnection connection, TimeProvider clock) : IDisposable
{
    /// <summary>Messages that groups are asked about; each costs two requests per group of its topic.</summary>
    public const int MostVerdicts = 20;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(200);

    private CancellationTokenSource? _running;
    private long _reported;

    /// <summary>Raised when something to show has changed.</summary>
    public event Action? Changed;

    /// <summary>What the text was taken for; null before the first search, and until the cluster's topics are known.</summary>
    public FindPlan? Plan { get; private set; }

    /// <summary>How far the search is, or where it ended; null before the first report.</summary>
    public FindOutcome? Outcome { get; private set; }

    /// <summary>Who has consumed what was found, by <see cref="Finding.Id"/>. Missing while that is asked, and for all beyond <see cref="MostVerdicts"/>.</summary>
    public IReadOnlyDictionary<string, Consumption> Verdicts { get; private set; } = new Dictionary<string, Consumption>();

    /// <summary>Looks for a text and forgets the one before.</summary>
    public async Task RunAsync(string text)
    {
        Cancel();
        (Plan, Outcome, Verdicts) = (null, null, new Dictionary<string, Consumption>());
        using var running = new CancellationTokenSource();
        _running = running;
        Changed?.Invoke();
        try
        {
            // That nothing is stored must hold for a topic too that was made a moment ago.
            var snapshot = await connection.RefreshAsync(running.Token);
            Plan = FindPlan.Of(text, snapshot, clock.GetLocalNow());
            Changed?.Invoke();
            var outcome = await new MessageFinder(connection, clock, state => Report(running, state)).RunAsync(Plan, running.Token);
            if (_running != running)
                return;
            Outcome = outcome;
            Changed?.Invoke();
            await JudgeAsync(running, outcome.Findings);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Another search runs by now, or the page is gone.
        }
    }

    /// <summary>Ends the running search; what it found so far stays.</summary>
    public void Stop() => _running?.Cancel();

    /// <inheritdoc />
    public void Dispose() => Cancel();

    // Stopping the search must not hide what became of the messages that it found.
    private async Task JudgeAsync(CancellationTokenSource running, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings.Take(MostVerdicts))
        {
            var consumption = await Consumption.FindAsync(connection, finding.Shown, CancellationToken.None);
            if (_running != running)
                return;
            Verdicts = new Dictionary<string, Consumption>(Verdicts) { [finding.Id] = consumption };
            Changed?.Invoke();
        }
    }

    private void Cancel()
    {
        var running = _running;
        _running = null;
        running?.Cancel();
    }

    private void Report(CancellationTokenSource of, FindOutcome outcome)
    {
        if (_running != of)
            return;
        var isNews = Outcome is null || outcome.Findings.Count != Outcome.Findings.Count;
        Outcome = outcome;
        if (!isNews && Interlocked.Read(ref _reported) is not 0 and var last && clock.GetElapsedTime(last) < BetweenReports)
            return;
        Interlocked.Exchange(ref _reported, clock.GetTimestamp());
        Changed?.Invoke();
    }
}
