using System.Buffers;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>A buffer to write to that takes no more than it may. Writing beyond throws <see cref="BufferFullException"/>.</summary>
internal sealed class BoundedBuffer(int limit) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <inheritdoc />
    public void Advance(int count)
    {
        // Writers try again when they are disposed of, and have to be told the same.
        if (count > limit - _buffer.WrittenCount)
            throw new BufferFullException();
        _buffer.Advance(count);
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);
}

/// <summary>More was written to a <see cref="BoundedBuffer"/> than it takes; caught by whoever made the buffer.</summary>
internal sealed class BufferFullException : Exception;
