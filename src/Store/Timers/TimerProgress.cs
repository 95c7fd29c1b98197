using System.Buffers.Binary;
using RocketMQ.Model;

namespace RocketMQ.Store.Timers;

/// <summary>
/// How far waiting messages have been delivered. Of the messages of the waiting queue before <see cref="Enqueued"/>, those in slots before
/// <see cref="Slot"/>, and of that slot those up to <see cref="DoneInSlot"/>, have been dealt with; all others wait.
/// </summary>
/// <param name="Window">Milliseconds a message stays in place, which slots were found with.</param>
/// <param name="Slot">The slot being delivered.</param>
/// <param name="DoneInSlot">Queue offset of its last message that has been dealt with; −1 for none, <see cref="Closed"/> for all.</param>
/// <param name="Enqueued">Queue offset behind the last message looked at.</param>
/// <param name="From">Everything before this queue offset has been dealt with, whatever its slot.</param>
/// <param name="LogEnd">The log must reach this far for the others to be true.</param>
public readonly record struct TimerProgress(long Window, long Slot, long DoneInSlot, long Enqueued, long From, long LogEnd)
{
    /// <summary>The slot has been dealt with; what is found to belong to it from now on is late.</summary>
    public const long Closed = long.MaxValue;

    internal const int Length = (7 * 8) + 4;

    /// <summary>Whether a message in this slot would be late.</summary>
    public bool IsPast(long slot) => slot < Slot || (slot == Slot && DoneInSlot == Closed);

    /// <summary>Whether a message that was looked at has been dealt with.</summary>
    public bool IsDone(long slot, long queueOffset) => queueOffset < From || slot < Slot || (slot == Slot && queueOffset <= DoneInSlot);

    internal static (long Number, TimerProgress Progress)? Read(ReadOnlySpan<byte> source)
    {
        if (BinaryPrimitives.ReadInt32LittleEndian(source[(Length - 4)..]) != Sum(source))
            return null;
        Span<long> fields = stackalloc long[7];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = BinaryPrimitives.ReadInt64LittleEndian(source[(8 * i)..]);
        return fields[0] > 0 ? (fields[0], new TimerProgress(fields[1], fields[2], fields[3], fields[4], fields[5], fields[6])) : null;
    }

    internal void Write(long number, Span<byte> destination)
    {
        ReadOnlySpan<long> fields = [number, Window, Slot, DoneInSlot, Enqueued, From, LogEnd];
        for (var i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(destination[(8 * i)..], fields[i]);
        BinaryPrimitives.WriteInt32LittleEndian(destination[(Length - 4)..], Sum(destination));
    }

    private static int Sum(ReadOnlySpan<byte> bytes) => BodyCrc.Of(bytes[..(Length - 4)]);
}
