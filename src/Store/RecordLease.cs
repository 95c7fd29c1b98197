using RocketMQ.Store.Log;

namespace RocketMQ.Store;

/// <summary>Bytes of a mapped log file that stay valid until this is disposed.</summary>
public sealed class RecordLease : IDisposable
{
    private Segment? _segment;

    internal RecordLease(Segment segment, ReadOnlyMemory<byte> memory)
    {
        _segment = segment;
        Memory = memory;
    }

    public ReadOnlyMemory<byte> Memory { get; private set; }

    public ReadOnlySpan<byte> Span => Memory.Span;

    public void Dispose()
    {
        Memory = default;
        Interlocked.Exchange(ref _segment, null)?.Release();
    }
}
