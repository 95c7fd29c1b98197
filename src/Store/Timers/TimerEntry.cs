using System.Buffers.Binary;

namespace RocketMQ.Store.Timers;

/// <summary>A message that waits: its place in the queue of waiting messages and in the log.</summary>
public readonly record struct TimerEntry(long QueueOffset, long PhysicalOffset)
{
    internal const int Length = 16;

    internal static TimerEntry Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(source), BinaryPrimitives.ReadInt64LittleEndian(source[8..]));

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, QueueOffset);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], PhysicalOffset);
    }
}
