using System.Globalization;
using RocketMQ.Store;

namespace RocketMQ.Broker.Statistics;

/// <summary>Rates over 10 s, 1 min and 10 min, as runtime information tells them (docs/protocol.md 6.15). Sampled every ten seconds.</summary>
/// <remarks>The timer samples, any thread reads; one lock guards the samples.</remarks>
internal sealed class StoreRates : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly int[] Spans = [1, 6, 60];

    private readonly IMessageStore _store;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly List<Counters> _samples = [];

    public StoreRates(IMessageStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        Sample();
        _timer = time.CreateTimer(_ => Sample(), null, Period, Period);
    }

    /// <summary>Messages stored.</summary>
    public string Put() => Rates(counters => counters.Put);

    /// <summary>Reads that found something.</summary>
    public string Found() => Rates(counters => counters.Found);

    /// <summary>Reads that found nothing.</summary>
    public string Miss() => Rates(counters => counters.Miss);

    /// <summary>All reads.</summary>
    public string Total() => Rates(counters => counters.Found + counters.Miss);

    /// <summary>Messages given to consumers.</summary>
    public string Transferred() => Rates(counters => counters.Transferred);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Sample()
    {
        var statistics = _store.GetStatistics();
        lock (_gate)
        {
            if (_samples.Count > Spans[^1])
                _samples.RemoveAt(0);
            _samples.Add(new Counters(
                _time.GetTimestamp(), statistics.PutMessageTimesTotal, statistics.GetFoundTimesTotal, statistics.GetMissTimesTotal,
                statistics.GetMessagesTransferredTotal));
        }
    }

    /// <summary>Three numbers, each followed by a space: readers split there and take the first (docs/protocol.md 8, trap 48).</summary>
    private string Rates(Func<Counters, long> figure)
    {
        lock (_gate)
        {
            var last = _samples[^1];
            return string.Join(' ', Spans.Select(span => Rate(_samples[Math.Max(0, _samples.Count - 1 - span)], last)));
        }

        string Rate(Counters first, Counters last)
        {
            var seconds = _time.GetElapsedTime(first.Timestamp, last.Timestamp).TotalSeconds;
            return (seconds > 0 ? (figure(last) - figure(first)) / seconds : 0).ToString("0.0###", CultureInfo.InvariantCulture);
        }
    }

    private readonly record struct Counters(long Timestamp, long Put, long Found, long Miss, long Transferred);
}
