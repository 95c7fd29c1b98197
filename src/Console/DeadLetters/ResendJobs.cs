using System.Collections.Concurrent;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>Letters that are being sent again: at most one job for each group, which goes on when its page is left.</summary>
/// <remarks>Thread-safe: a job takes the group's place in the table before it begins, and only a finished one gives it up to another. A console that ends stops its jobs; the ledger has what was sent.</remarks>
internal sealed partial class ResendJobs(IServiceScopeFactory scopes, LetterLedger ledger, TimeProvider time, ILogger<ResendJobs> logger) : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<(string Cluster, string Group), ResendJob> _jobs = new();

    /// <summary>The job of a group, which may be finished; null when there was none since the console started.</summary>
    public ResendJob? Find(string cluster, string group) => _jobs.GetValueOrDefault((cluster, group));

    /// <summary>Begins a job.</summary>
    /// <returns>The job; null when one of the group is under way.</returns>
    public ResendJob? Start(ResendOrder order, IClusterConnection connection, ChangeAuthor author)
    {
        var job = new ResendJob(order, author.Name, ledger, time);
        var key = (connection.Name, order.Group);
        var taken = _jobs.AddOrUpdate(key, job, (_, known) => known.IsFinished ? job : known);
        if (taken != job)
            return null;
        job.Begin(RunAsync(job, connection, author));
        return job;
    }

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
            job.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Task.WhenAll(_jobs.Values.Select(job => job.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var job in _jobs.Values)
            job.Dispose();
    }

    private async Task RunAsync(ResendJob job, IClusterConnection connection, ChangeAuthor author)
    {
        // Whoever started it need not wait.
        await Task.Yield();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var runner = scope.ServiceProvider.GetRequiredService<ChangeRunner>();
            job.Finish(await runner.RunAsync(job.Change, job.Change.Plan(connection.Snapshot), connection, author), null);
        }
#pragma warning disable CA1031 // Nobody waits for the job: a defect is logged and shown on the page.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LogFailed(logger, defect, job.Order.Group, connection.Name);
            job.Finish(null, defect.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending dead letters of group {Group} in cluster {Cluster} again failed in the console itself")]
    private static partial void LogFailed(ILogger logger, Exception exception, string group, string cluster);
}

/// <summary>Letters of one group that are being sent again.</summary>
public sealed class ResendJob : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isFinished;

    internal ResendJob(ResendOrder order, string person, LetterLedger ledger, TimeProvider time)
    {
        Order = order;
        Change = new ResendChange(order, person, ledger, time, _stop.Token);
        Change.Changed += () => Changed?.Invoke();
    }

    /// <summary>Raised after each letter and at the end, on any thread.</summary>
    public event Action? Changed;

    /// <summary>What was wished for.</summary>
    public ResendOrder Order { get; }

    /// <summary>The change that does it.</summary>
    internal ResendChange Change { get; }

    /// <summary>How far it is.</summary>
    public ResendProgress Progress => Change.Progress;

    /// <summary>What became of it; null while it runs.</summary>
    public ChangeResult? Result { get; private set; }

    /// <summary>What went wrong in the console itself; null when nothing did.</summary>
    public string? Defect { get; private set; }

    /// <summary>Whether nothing comes any more.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>The work.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Ends what it keeps; after its end only.</summary>
    public void Dispose() => _stop.Dispose();

    /// <summary>Ends it before the next letter.</summary>
    public void Stop() => _stop.Cancel();

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
