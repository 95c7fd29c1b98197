using RocketMQ.Store.Files;

namespace RocketMQ.Store.Log;

/// <summary>
/// One mapped file of a log, a queue or an index, with a count of those who read it. The list that holds a segment owns one
/// reference; a reader takes another for as long as it touches the memory. Retiring drops the list's; whoever drops the last one
/// unmaps the file and, if asked for, deletes it. So a file is never taken away under a reader.
/// </summary>
internal sealed class Segment(IMappedFile file, long baseOffset)
{
    private int _references = 1;
    private Action<string>? _afterUnmap;

    /// <summary>Offset of the first byte, which is also the file's name.</summary>
    public long BaseOffset => baseOffset;

    public int Length => file.Length;

    public long EndOffset => baseOffset + file.Length;

    public string Path => file.Path;

    /// <summary>Takes a reference; false when the segment is already gone.</summary>
    public bool TryAcquire()
    {
        var count = Volatile.Read(ref _references);
        while (count > 0)
        {
            var seen = Interlocked.CompareExchange(ref _references, count + 1, count);
            if (seen == count) return true;
            count = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0) return;
        file.Dispose();
        _afterUnmap?.Invoke(file.Path);
    }

    /// <summary>Drops the owner's reference. Called once, by the list that held the segment.</summary>
    /// <param name="afterUnmap">Called with the path when nothing maps the file any more; null leaves it where it is.</param>
    public void Retire(Action<string>? afterUnmap)
    {
        _afterUnmap = afterUnmap;
        Release();
    }

    public Span<byte> Span(int position, int length) => file.GetSpan(position, length);

    public Span<byte> SpanFrom(int position) => file.GetSpan(position, file.Length - position);

    public Memory<byte> Memory(int position, int length) => file.Memory.Slice(position, length);

    public void Write(int position, ReadOnlySpan<byte> bytes) => file.Write(position, bytes);

    public void Flush(int position, int length) => file.Flush(position, length);

    public void Reserve(int position, int length) => file.Reserve(position, length);

    public void Populate(int position, int length) => file.Populate(position, length);

    public void Forget(int position, int length) => file.Forget(position, length);
}
