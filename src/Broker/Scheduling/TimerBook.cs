using RocketMQ.Store.Timers;

namespace RocketMQ.Broker.Scheduling;

/// <summary>The index of waiting messages together with how far they were delivered.</summary>
/// <remarks>The delivery loop owns it; only <see cref="SaveDurable"/> comes from another thread, and <c>_gate</c> guards what it reads.</remarks>
internal sealed class TimerBook : IDisposable
{
    private readonly TimerState _state;
    private readonly Lock _gate = new();
    private TimerProgress _progress;
    private TimerProgress? _candidate;
    private TimerProgress _durable;

    private readonly string _followed;

    public TimerBook(string folder)
    {
        _followed = MarkIn(folder);
        _state = TimerState.Open(folder);
        Index = TimerIndex.Open(folder);
    }

    public TimerIndex Index { get; }

    /// <summary>How far it got; kept on disk at once.</summary>
    public TimerProgress Progress
    {
        get => _progress;
        set
        {
            lock (_gate)
            {
                _progress = value;
                _state.Write(value);
            }
        }
    }

    /// <summary>Takes up what an earlier process noted; null where a log of this length bears nothing out.</summary>
    public TimerProgress? Load(long logEnd)
    {
        if (_state.Load(logEnd) is not { } progress)
            return null;
        _progress = progress;
        return progress;
    }

    /// <summary>Whether the broker has been a slave since; then others have delivered behind what is noted here.</summary>
    public bool HasFollowed => File.Exists(_followed);

    /// <summary>What others delivered has been found out.</summary>
    public void ForgetFollowed() => File.Delete(_followed);

    /// <summary>Notes in the folder that the broker is a slave now.</summary>
    public static void NoteFollowed(string folder)
    {
        if (Directory.Exists(folder))
            File.WriteAllBytes(MarkIn(folder), []);
    }

    private static string MarkIn(string folder) => Path.Combine(folder, "followed");

    /// <summary>Whether the index holds what waits; it is empty otherwise.</summary>
    public bool TryLoadIndex()
    {
        if (_state.TakeClosed() is var (end, count) && Index.TryLoad(end, count))
            return true;
        Index.Clear();
        return false;
    }

    /// <summary>Notes for a crash of the machine what the log on disk bears out.</summary>
    public void SaveDurable(long flushed)
    {
        lock (_gate)
        {
            if (_candidate is { } candidate && candidate.LogEnd <= flushed)
            {
                _state.WriteDurable(candidate);
                (_durable, _candidate) = (candidate, null);
            }

            if (_candidate is null && _progress != _durable)
                _candidate = _progress;
        }
    }

    /// <summary>The loop has ended; the next process need not build the index anew.</summary>
    public void Close()
    {
        Index.Close();
        _state.NoteClosed(Index.End, Index.Count);
    }

    public void Dispose()
    {
        Index.Dispose();
        _state.Dispose();
    }
}
