using System.Buffers.Binary;

namespace RocketMQ.Store.Queues;

/// <summary>One entry of a consume queue: where a record stands, how long it is, and the hash of its tag (docs/protocol.md 4.3).</summary>
internal readonly record struct QueueEntry(long PhysicalOffset, int Size, long TagsCode)
{
    public const int Length = 20;

    /// <summary>What fills a queue before its first entry, where that does not have offset 0.</summary>
    public static readonly QueueEntry Filler = new(0, int.MaxValue, 0);

    public bool IsFiller => Size == int.MaxValue;

    /// <summary>Whether something was ever written here.</summary>
    public bool IsWritten => PhysicalOffset >= 0 && Size > 0;

    public long EndOffset => PhysicalOffset + Size;

    public static QueueEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64BigEndian(source),
        BinaryPrimitives.ReadInt32BigEndian(source[8..]),
        BinaryPrimitives.ReadInt64BigEndian(source[12..]));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination, PhysicalOffset);
        BinaryPrimitives.WriteInt32BigEndian(destination[8..], Size);
        BinaryPrimitives.WriteInt64BigEndian(destination[12..], TagsCode);
    }
}
