using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Persistence;

/// <summary>The version of a table that others copy: it differs after every change, and equality is all that is asked of it (docs/protocol.md 8, trap 40).</summary>
/// <remarks>Not thread-safe: guarded by the lock of its table.</remarks>
internal sealed class VersionClock(TimeProvider time)
{
    private DataVersion _current = new() { Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds() };

    /// <summary>The version now.</summary>
    public DataVersion Current => _current;

    /// <summary>Goes on from a version read from a file.</summary>
    public void Restore(DataVersion version) => _current = version;

    /// <summary>Counts one change.</summary>
    public void Advance() =>
        _current = _current with { Counter = _current.Counter + 1, Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds() };
}
