using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>The ends of topics that somebody looks at: one loop for each topic, however many look, and none when nobody does.</summary>
/// <remarks>
/// Viewers come and go under one lock; the first starts the loop of its topic and the last ends it. A loop hands each batch to the viewers of that
/// moment, one after the other, so they must take it and be gone.
/// </remarks>
internal sealed partial class Tails(TimeProvider time, ILogger<Tails> logger) : IDisposable
{
    /// <summary>Time between two looks at a topic.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Dictionary<(IClusterConnection Cluster, string Topic), Tail> _tails = [];

    /// <summary>How many loops run.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _tails.Count;
        }
    }

    /// <summary>Begins to look.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="take">Given each batch, on the loop's thread.</param>
    /// <returns>Ends it when it is disposed of.</returns>
    public IDisposable Watch(IClusterConnection connection, string topic, Action<TailBatch> take)
    {
        var key = (connection, topic);
        var viewer = new Viewer(take);
        lock (_gate)
        {
            var isFirst = !_tails.TryGetValue(key, out var tail);
            tail ??= _tails[key] = new Tail();
            tail.Viewers = [.. tail.Viewers, viewer];
            if (isFirst)
                _ = RunAsync(tail, connection, topic);
        }

        viewer.Leave = () => Leave(key, viewer);
        return viewer;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var tail in _tails.Values)
                tail.Stop.Cancel();
            _tails.Clear();
        }
    }

    private void Leave((IClusterConnection, string) key, Viewer viewer)
    {
        lock (_gate)
        {
            if (!_tails.TryGetValue(key, out var tail))
                return;
            tail.Viewers = [.. tail.Viewers.Where(other => other != viewer)];
            if (tail.Viewers.Count > 0)
                return;
            _tails.Remove(key);
            tail.Stop.Cancel();
        }
    }

    private async Task RunAsync(Tail tail, IClusterConnection connection, string topic)
    {
        using var stop = tail.Stop;
        var stopping = stop.Token;
        // Whoever looks first need not wait for the first look.
        await Task.Yield();
        var reading = new TailReading(connection, topic);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var batch = await reading.ReadAsync(stopping);
                foreach (var viewer in tail.Viewers)
                    viewer.Take(batch);
                await Task.Delay(Pause, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
#pragma warning disable CA1031 // Nobody waits for the loop: a defect is logged, and whoever looks is told.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LogFailed(defect, topic, connection.Name);
            foreach (var viewer in tail.Viewers)
                viewer.Take(new TailBatch([], 0, [new ServerOutcome(connection.Name, defect.Message)]));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Following topic {Topic} of cluster {Cluster} failed in the console itself")]
    private partial void LogFailed(Exception exception, string topic, string cluster);

    private sealed class Tail
    {
        public CancellationTokenSource Stop { get; } = new();

        // Replaced as a whole, so that the loop reads it without the lock.
        public volatile IReadOnlyList<Viewer> Viewers = [];
    }

    private sealed class Viewer(Action<TailBatch> take) : IDisposable
    {
        public Action? Leave { get; set; }

        public void Take(TailBatch batch) => take(batch);

        public void Dispose() => Leave?.Invoke();
    }
}
