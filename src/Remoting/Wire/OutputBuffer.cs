using System.Buffers;

namespace RocketMQ.Remoting.Wire;

/// <summary>
/// A growing byte buffer on pooled memory into which frames are written one behind the other. Not thread-safe: its owner locks.
/// </summary>
public sealed class OutputBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>A buffer that grew past this for one big answer is given back to the pool instead of being kept.</summary>
    private const int KeepAtMost = 1024 * 1024;

    private readonly int _initialSize;
    private byte[] _array;

    /// <param name="initialSize">Bytes held from the start.</param>
    public OutputBuffer(int initialSize = 4096)
    {
        _initialSize = initialSize;
        _array = ArrayPool<byte>.Shared.Rent(initialSize);
    }

    /// <summary>Bytes written and not cleared.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, Length);

    /// <summary>What was written, open to patching (frame lengths are known last).</summary>
    public Span<byte> WrittenSpan => _array.AsSpan(0, Length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_array.Length - Length), nameof(count));
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsSpan(Length);
    }

    /// <summary>Appends bytes.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Takes back everything written after <paramref name="length"/>: a frame that could not be completed.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length, nameof(length));
        Length = length;
    }

    /// <summary>Empties the buffer for the next round.</summary>
    public void Clear()
    {
        Length = 0;
        if (_array.Length <= KeepAtMost)
            return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = ArrayPool<byte>.Shared.Rent(_initialSize);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_array.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = [];
        Length = 0;
    }

    private void Reserve(int size)
    {
        size = Math.Max(size, 1);
        if (_array.Length - Length >= size)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(Length + size, _array.Length * 2)));
        _array.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
