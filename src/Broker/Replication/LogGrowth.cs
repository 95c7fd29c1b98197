using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>Tells the connections to slaves that the log has grown. Without slaves it costs a sender one read.</summary>
internal sealed class LogGrowth : ILogGrowthListener
{
    private readonly Lock _changes = new();
    private volatile WakeSignal[] _signals = [];

    public void OnGrown(long endOffset)
    {
        foreach (var signal in _signals)
            signal.Set();
    }

    public void Add(WakeSignal signal)
    {
        lock (_changes)
            _signals = [.. _signals, signal];
    }

    public void Remove(WakeSignal signal)
    {
        lock (_changes)
            _signals = [.. _signals.Where(known => known != signal)];
    }
}
