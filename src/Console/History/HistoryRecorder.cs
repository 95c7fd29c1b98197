using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.History;

/// <summary>Looks at the snapshots of all clusters each second and writes their figures to the history every few seconds.</summary>
/// <remarks>One loop; what is not written yet is its own. It asks no server anything: a snapshot that did not change since the last look says nothing new.</remarks>
internal sealed partial class HistoryRecorder(
    ClusterDirectory directory, ClusterConnections connections, CanaryProber canaries, HistoryStore store, TimeProvider time, ILogger<HistoryRecorder> logger) : BackgroundService
{
    private const int WriteEvery = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ClusterSnapshot> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<SeriesKey, Sums> _pending = [];
    private DateTimeOffset _pendingAt;
    private bool _failing;

    /// <summary>Takes what is new in the snapshots. Called by one thread at a time.</summary>
    public void Look()
    {
        var now = time.GetUtcNow();
        if (HistoryTier.All[0].BucketOf(now) != HistoryTier.All[0].BucketOf(_pendingAt))
            Write();
        _pendingAt = now;
        foreach (var cluster in directory.All)
        {
            if (connections.Find(cluster.Name)?.Snapshot is not { } snapshot)
                continue;
            var before = _seen.GetValueOrDefault(cluster.Name) ?? ClusterSnapshot.Unknown;
            _seen[cluster.Name] = snapshot;
            if (ReferenceEquals(snapshot, before))
                continue;
            Take(cluster.Name, SnapshotFigures.OfBrokers(snapshot).Concat(canaries.Readings(cluster.Name, now)));
            if (snapshot.ListedAt != before.ListedAt)
                Take(cluster.Name, SnapshotFigures.OfLists(snapshot, now));
        }
    }

    /// <summary>Writes what was taken since the last time.</summary>
    public void Write()
    {
        if (_pending.Count == 0)
            return;
        try
        {
            store.Write(_pendingAt, _pending.OrderBy(pair => pair.Key.Subject.Kind));
            _failing = false;
        }
        catch (SqliteException failure)
        {
            // Said once, not every five seconds; the charts have a gap.
            if (!_failing)
                LogNotWritten(failure);
            _failing = true;
        }

        _pending.Clear();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pages need not wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            for (var looks = 1; await timer.WaitForNextTickAsync(stoppingToken); looks++)
            {
                Look();
                if (looks % WriteEvery == 0)
                    Write();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends.
        }

        Write();
    }

    private void Take(string cluster, IEnumerable<Reading> readings)
    {
        foreach (var reading in readings)
        {
            var key = new SeriesKey(cluster, reading.Subject, reading.Figure);
            _pending[key] = _pending.GetValueOrDefault(key).Add(reading.Value);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Figures cannot be written to the history; charts of the past have a gap until they can")]
    private partial void LogNotWritten(Exception exception);
}
