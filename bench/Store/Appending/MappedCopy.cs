using RocketMQ.Store.Files;
using RocketMQ.Store.Log;

namespace RocketMQ.StoreBench.Appending;

/// <summary>
/// The least that an append to a mapped log can be: one lock, one copy, and the pages ahead made present on a pool thread.
/// </summary>
internal sealed class MappedCopy(string path, int length) : IDisposable
{
    private const int Ahead = 8 * 1024 * 1024;

    private readonly Segment _file = new(new LocalFiles().Map(path, length), 0);
    private readonly Lock _gate = new();
    private int _end;
    private int _ready;
    private int _populating;

    public ReadOnlySpan<byte> Written => _file.Span(0, _end);

    public int Room => _file.Length - _end;

    public void Append(ReadOnlySpan<byte> record)
    {
        int end;
        lock (_gate)
        {
            record.CopyTo(_file.Span(_end, record.Length));
            end = _end += record.Length;
        }

        if (end + (Ahead / 2) <= Volatile.Read(ref _ready) || Interlocked.Exchange(ref _populating, 1) != 0) return;
        ThreadPool.UnsafeQueueUserWorkItem(static copy => copy.Populate(), this, false);
    }

    public void Dispose() => _file.Retire(null);

    private void Populate()
    {
        if (!_file.TryAcquire()) return;
        var from = _ready;
        var to = Math.Min(_file.Length, Volatile.Read(ref _end) + Ahead);
        if (to > from) _file.Populate(from, to - from);
        _file.Release();
        Volatile.Write(ref _ready, to);
        Volatile.Write(ref _populating, to == _file.Length ? 1 : 0);
    }
}
