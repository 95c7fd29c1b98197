namespace RocketMQ.Broker.Replication;

/// <summary>Bytes per second of one connection, over its last whole second.</summary>
/// <remarks>One loop adds, anyone reads; <c>_gate</c> guards the window.</remarks>
internal sealed class ByteRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _begun = time.GetTimestamp();
    private long _counted;
    private long _rate;

    public void Add(long bytes)
    {
        lock (_gate)
        {
            Turn();
            _counted += bytes;
        }
    }

    public long PerSecond()
    {
        lock (_gate)
        {
            Turn();
            return _rate;
        }
    }

    private void Turn()
    {
        var elapsed = time.GetElapsedTime(_begun);
        if (elapsed < Window)
            return;
        (_rate, _counted, _begun) = ((long)(_counted / elapsed.TotalSeconds), 0, time.GetTimestamp());
    }
}
