namespace RocketMQ.Remoting.Wire;

/// <summary>
/// Where the name and value of each extension field of one frame lie in its header. A connection keeps one and fills it anew
/// for every frame, so that reading a header allocates nothing.
/// </summary>
public sealed class FieldIndex
{
    private Entry[] _entries = new Entry[24];

    internal int Count { get; private set; }

    internal ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    internal void Add(Entry entry)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = entry;
    }

    /// <summary>Offsets are relative to the start of the header.</summary>
    internal readonly record struct Entry(int Name, int NameLength, int Value, int ValueLength, bool Escaped, bool NameEscaped = false);
}
