using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>Remembers for an hour where the log ended in each second, to say how long ago a position was its end.</summary>
/// <remarks>A timer adds to the ring, anyone asks; <c>_gate</c> guards it.</remarks>
internal sealed class LogPace : IAsyncDisposable
{
    private const int Samples = 3600;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly IMessageStore _store;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly (long At, long End)[] _ring = new (long, long)[Samples];
    private int _taken;

    public LogPace(IMessageStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        Take();
        _timer = time.CreateTimer(_ => Take(), null, Period, Period);
    }

    /// <summary>How long the byte at a position has been in the log, at most; zero where there is none yet, null where it was there before the oldest sample.</summary>
    public TimeSpan? AgeOf(long position)
    {
        if (position >= _store.MaxPhysicalOffset)
            return TimeSpan.Zero;
        lock (_gate)
        {
            var (oldest, newest) = (Math.Max(0, _taken - Samples), _taken - 1);
            if (_ring[oldest % Samples].End > position)
                return null;
            // The last sample without the byte: it came after that.
            while (oldest < newest)
            {
                var middle = oldest + (newest - oldest + 1) / 2;
                if (_ring[middle % Samples].End <= position)
                    oldest = middle;
                else
                    newest = middle - 1;
            }

            return _time.GetElapsedTime(_ring[oldest % Samples].At);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Take()
    {
        lock (_gate)
            _ring[_taken++ % Samples] = (_time.GetTimestamp(), _store.MaxPhysicalOffset);
    }
}
