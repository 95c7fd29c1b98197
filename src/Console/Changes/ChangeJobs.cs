using System.Collections.Concurrent;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Jobs of one kind: at most one under way for each object of a cluster.</summary>
/// <remarks>Thread-safe: a job takes the object's place in the table before it begins, and only a finished one gives it up to another. A console that ends stops its jobs.</remarks>
/// <typeparam name="TJob">The jobs.</typeparam>
internal sealed partial class ChangeJobs<TJob>(IServiceScopeFactory scopes, ILogger<ChangeJobs<TJob>> logger) : IAsyncDisposable, IDisposable
    where TJob : ChangeJob
{
    private readonly ConcurrentDictionary<(string Cluster, string Name), TJob> _jobs = new();

    /// <summary>The job of an object, which may be finished; null when there was none since the console started.</summary>
    public TJob? Find(string cluster, string name) => _jobs.GetValueOrDefault((cluster, name));

    /// <summary>Begins a job.</summary>
    /// <returns>The job; null when one of the object is under way.</returns>
    public TJob? Start(TJob job, IClusterConnection connection, ChangeAuthor author)
    {
        var taken = _jobs.AddOrUpdate((connection.Name, job.Work.ObjectName), job, (_, known) => known.IsFinished ? job : known);
        if (taken != job)
        {
            job.Dispose();
            return null;
        }

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

    private async Task RunAsync(TJob job, IClusterConnection connection, ChangeAuthor author)
    {
        // Whoever started it need not wait.
        await Task.Yield();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var runner = scope.ServiceProvider.GetRequiredService<ChangeRunner>();
            job.Finish(await runner.RunAsync(job.Work, job.Work.Plan(connection.Snapshot), connection, author), null);
        }
#pragma warning disable CA1031 // Nobody waits for the job: a defect is logged and shown on the page.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LogFailed(logger, defect, job.Work.Kind, job.Work.ObjectName, connection.Name);
            job.Finish(null, defect.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Kind} of {Name} in cluster {Cluster} failed in the console itself")]
    private static partial void LogFailed(ILogger logger, Exception exception, string kind, string name, string cluster);
}
