namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Figures that cost requests of their own for every row: fetched only while somebody looks at the row, a few at a time, and
/// again when they are older than a while. One per page. Thread-safe.
/// </summary>
/// <typeparam name="T">The figures of one row.</typeparam>
public sealed class VisibleFigures<T> : IDisposable
    where T : class
{
    private const int MostAtOnce = 4;

    private readonly Func<string, CancellationToken, Task<T>> _fetch;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _keep;
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _slots = new(MostAtOnce);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly ITimer _timer;

    /// <summary>Figures that are fetched by a function.</summary>
    /// <param name="fetch">Asks for one row; the name is the row's.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="keep">How old figures may be while they are in view.</param>
    public VisibleFigures(Func<string, CancellationToken, Task<T>> fetch, TimeProvider clock, TimeSpan keep)
    {
        (_fetch, _clock, _keep) = (fetch, clock, keep);
        _timer = clock.CreateTimer(_ => FetchOld(), null, keep, keep);
    }

    /// <summary>The figures of a row; null before the first answer.</summary>
    public Answer? Find(string name)
    {
        lock (_gate)
            return _rows.GetValueOrDefault(name)?.Answer;
    }

    /// <summary>Keeps the figures of a row fresh until the returned handle is disposed.</summary>
    /// <param name="name">The row.</param>
    /// <param name="changed">Called after every answer, on any thread.</param>
    public IDisposable Watch(string name, Action changed)
    {
        Row row;
        lock (_gate)
        {
            if (!_rows.TryGetValue(name, out row!))
                _rows[name] = row = new Row(name);
            row.Watchers.Add(changed);
        }

        FetchIfOld(row);
        return new Handle(this, row, changed);
    }

    /// <summary>Stops all requests.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _ending.Cancel();
    }

    private void FetchOld()
    {
        List<Row> watched;
        lock (_gate)
            watched = [.. _rows.Values.Where(row => row.Watchers.Count > 0)];
        watched.ForEach(FetchIfOld);
    }

    private void FetchIfOld(Row row)
    {
        lock (_gate)
        {
            if (row.IsWaiting || _ending.IsCancellationRequested || (row.Answer is { } known && _clock.GetUtcNow() - known.At < _keep))
                return;
            row.IsWaiting = true;
        }

        _ = FetchAsync(row);
    }

    private async Task FetchAsync(Row row)
    {
        var answer = row.Answer;
        try
        {
            await _slots.WaitAsync(_ending.Token);
            try
            {
                // Rows that were scrolled out of view while they waited cost nothing.
                if (IsWatched(row))
                    answer = new Answer(await _fetch(row.Name, _ending.Token), null, _clock.GetUtcNow());
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            // Whatever it is, it is shown in place of the figures.
            answer = new Answer(null, FailureText.Of(failure), _clock.GetUtcNow());
        }

        Publish(row, answer);
    }

    private bool IsWatched(Row row)
    {
        lock (_gate)
            return row.Watchers.Count > 0;
    }

    private void Publish(Row row, Answer? answer)
    {
        Action[] watchers;
        lock (_gate)
        {
            row.Answer = answer;
            row.IsWaiting = false;
            watchers = [.. row.Watchers];
        }

        foreach (var changed in watchers)
            changed();
        // Somebody may have come after the row was passed over because nobody looked.
        if (answer is null && watchers.Length > 0)
            FetchIfOld(row);
    }

    /// <summary>The last answer for a row.</summary>
    /// <param name="Value">The figures; null when the request failed.</param>
    /// <param name="Failure">Why it failed.</param>
    /// <param name="At">When it came.</param>
    public sealed record Answer(T? Value, string? Failure, DateTimeOffset At);

    private sealed class Row(string name)
    {
        public string Name { get; } = name;

        public List<Action> Watchers { get; } = [];

        public bool IsWaiting { get; set; }

        public Answer? Answer { get; set; }
    }

    private sealed class Handle(VisibleFigures<T> figures, Row row, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (figures._gate)
                row.Watchers.Remove(changed);
        }
    }
}
