using System.Buffers.Binary;
using System.Numerics;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Timers;

/// <summary>First and last entry of every second of the days ahead, in one mapped file whose untouched parts take no room.</summary>
/// <remarks>Owned by <see cref="TimerIndex"/>. Which slots are in use is kept as one bit each in memory, so that the next one is found without reading the file.</remarks>
internal sealed class TimerWheel(IStoreFiles files, string path) : IDisposable
{
    /// <summary>Slots of the wheel: more than a message may stay in place, so no slot is met twice.</summary>
    public const int Slots = 8 * 24 * 3600;

    private const int SlotLength = 16;

    private readonly ulong[] _used = new ulong[Slots / 64];
    private IMappedFile _file = files.Map(path, Slots * SlotLength);

    public (long First, long Last) this[int index]
    {
        get
        {
            if (!IsUsed(index))
                return default;
            var slot = _file.GetSpan(index * SlotLength, SlotLength);
            return (BinaryPrimitives.ReadInt64LittleEndian(slot), BinaryPrimitives.ReadInt64LittleEndian(slot[8..]));
        }

        set
        {
            var slot = _file.GetSpan(index * SlotLength, SlotLength);
            BinaryPrimitives.WriteInt64LittleEndian(slot, value.First);
            BinaryPrimitives.WriteInt64LittleEndian(slot[8..], value.Last);
            if (value.First > 0)
                _used[index / 64] |= 1UL << (index % 64);
            else
                _used[index / 64] &= ~(1UL << (index % 64));
        }
    }

    /// <summary>Slots from <paramref name="index"/> to the next one in use, once around; −1 where there is none.</summary>
    public int DistanceToUsed(int index)
    {
        for (var passed = 0; passed < Slots;)
        {
            var at = (index + passed) % Slots;
            var word = _used[at / 64] >> (at % 64);
            if (word != 0)
            {
                passed += BitOperations.TrailingZeroCount(word);
                return passed < Slots ? passed : -1;
            }

            passed += 64 - (at % 64);
        }

        return -1;
    }

    /// <summary>Finds the slots in use that an earlier process left, by reading the file once.</summary>
    public void Load()
    {
        for (var index = 0; index < Slots; index++)
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(_file.GetSpan(index * SlotLength, SlotLength)) > 0)
                _used[index / 64] |= 1UL << (index % 64);
        }

        _file.Forget(0, Slots * SlotLength);
    }

    /// <summary>Empties all slots.</summary>
    public void Clear()
    {
        Array.Clear(_used);
        _file.Dispose();
        files.Delete(path);
        _file = files.Map(path, Slots * SlotLength);
    }

    /// <summary>Waits until the file is on disk.</summary>
    public void Flush() => _file.Flush(0, Slots * SlotLength);

    public void Dispose() => _file.Dispose();

    private bool IsUsed(int index) => (_used[index / 64] & (1UL << (index % 64))) != 0;
}
