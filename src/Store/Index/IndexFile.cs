using System.Buffers.Binary;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Index;

/// <summary>
/// One index file: a header, a table of slots, and entries chained by slot from the newest to the oldest (docs/protocol.md 4.5).
/// </summary>
/// <remarks>
/// Written by the dispatcher only. An entry is complete before its slot points to it, so readers walk chains without a lock; they hold
/// the segment while they do.
/// </remarks>
internal sealed class IndexFile(Segment segment, int slots, int capacity)
{
    private const int HeaderLength = 40;
    private const int SlotLength = 4;
    private const int EntryLength = 20;

    private const int SpaceAtOnce = 1024 * 1024;

    private volatile bool _dirty;
    private int _reserved;

    public Segment Segment => segment;

    public long BeginTimestamp => ReadInt64(0);

    public long EndTimestamp => ReadInt64(8);

    public long BeginPhysicalOffset => ReadInt64(16);

    public long EndPhysicalOffset => ReadInt64(24);

    /// <summary>Number the next entry gets; entry 0 is never used.</summary>
    public int NextEntry => Math.Max(1, ReadInt32(36));

    public bool IsFull => NextEntry >= capacity;

    public static int LengthOf(int slots, int capacity) => checked(HeaderLength + (slots * SlotLength) + (capacity * EntryLength));

    /// <summary>Whether the header says when and where the file begins, and the first entry agrees.</summary>
    public bool HasBegin => BeginTimestamp > 0 && BeginPhysicalOffset == FirstPhysicalOffset;

    /// <summary>Position of the first entry's record, whatever the header says; null where there is no entry.</summary>
    public long? FirstPhysicalOffset => capacity > 1 && segment.Span(EntryAt(1), EntryLength).ContainsAnyExcept((byte)0) ? ReadInt64(EntryAt(1) + 4) : null;

    public void MarkDirty() => _dirty = true;

    /// <summary>Begins a file where the one before ended.</summary>
    /// <exception cref="IOException">There is no disk space for it.</exception>
    public void Begin(long timestamp, long physicalOffset)
    {
        Reserve(1);
        Write(0, timestamp);
        Write(8, timestamp);
        Write(16, physicalOffset);
        Write(24, physicalOffset);
        Write(36, 1);
        _dirty = true;
    }

    public void Put(int keyHash, long physicalOffset, long storeTimestamp)
    {
        var number = NextEntry;
        if (EntryAt(number + 1) > _reserved) Reserve(number);
        if (number == 1)
        {
            Write(0, storeTimestamp);
            Write(16, physicalOffset);
        }

        var slotAt = SlotAt(keyHash);
        var previous = ReadInt32(slotAt);
        if (previous < 0 || previous >= number) previous = 0;
        var entry = segment.Span(EntryAt(number), EntryLength);
        BinaryPrimitives.WriteInt32BigEndian(entry, keyHash);
        BinaryPrimitives.WriteInt64BigEndian(entry[4..], physicalOffset);
        BinaryPrimitives.WriteInt32BigEndian(entry[12..], (int)Math.Clamp((storeTimestamp - BeginTimestamp) / 1000, 0, int.MaxValue));
        BinaryPrimitives.WriteInt32BigEndian(entry[16..], previous);
        Interlocked.MemoryBarrier();
        Write(slotAt, number);
        if (previous == 0) Write(32, ReadInt32(32) + 1);
        Write(36, number + 1);
        Write(24, physicalOffset);
        Write(8, storeTimestamp);
        _dirty = true;
    }

    public bool Overlaps(long begin, long end) => NextEntry > 1 && BeginTimestamp <= end && EndTimestamp >= begin - 1000;

    /// <summary>Collects positions of records whose key may be the one with this hash, newest first.</summary>
    public void Find(int keyHash, long begin, long end, List<long> offsets)
    {
        var number = ReadInt32(SlotAt(keyHash));
        var limit = NextEntry;
        while (number > 0 && number < limit)
        {
            var entry = segment.Span(EntryAt(number), EntryLength);
            // The entry keeps whole seconds, so a record may be up to one younger than it says.
            var time = BeginTimestamp + (BinaryPrimitives.ReadInt32BigEndian(entry[12..]) * 1000L);
            if (time <= begin - 1000) return;
            if (time <= end && BinaryPrimitives.ReadInt32BigEndian(entry) == keyHash) offsets.Add(BinaryPrimitives.ReadInt64BigEndian(entry[4..]));
            var previous = BinaryPrimitives.ReadInt32BigEndian(entry[16..]);
            // A chain only ever leads to older entries; anything else is damage.
            if (previous >= number) return;
            number = previous;
        }
    }

    /// <summary>Removes the entries of records from a position on, which are about to be dispatched again.</summary>
    public void Rewind(long physicalOffset)
    {
        var keep = FirstEntryFrom(physicalOffset);
        if (keep == NextEntry) return;
        var used = 0;
        for (var slot = 0; slot < slots; slot++)
        {
            var at = HeaderLength + (slot * SlotLength);
            var number = ReadInt32(at);
            if (number == 0) continue;
            var kept = number;
            while (kept >= keep) kept = Math.Clamp(ReadInt32(EntryAt(kept) + 16), 0, kept - 1);
            if (kept != number) Write(at, kept);
            if (kept > 0) used++;
        }

        WriteEnd(keep, used);
    }

    /// <summary>
    /// Makes slots and header again from the entries of records before a position, which is all that is certainly on disk. Entries
    /// count as long as each stands behind the one before and continues the chain of its slot.
    /// </summary>
    /// <param name="physicalOffset">Entries from here on are dropped.</param>
    /// <returns>Where in the file the entries kept end; −1 and nothing changed where damage stands among them.</returns>
    public int Rebuild(long physicalOffset)
    {
        var heads = new int[slots];
        var (number, used, last) = (1, 0, 0L);
        for (; number < capacity; number++)
        {
            if (!IsNext(number, last, physicalOffset, heads))
            {
                // One entry may be torn where a page ends; what follows it was not promised either.
                if (number + 1 < capacity && IsPromised(number + 1, last, physicalOffset)) return -1;
                break;
            }

            var slot = ReadInt32(EntryAt(number)) % slots;
            if (heads[slot] == 0) used++;
            heads[slot] = number;
            last = ReadInt64(EntryAt(number) + 4);
        }

        for (var slot = 0; slot < slots; slot++)
        {
            if (ReadInt32(HeaderLength + (slot * SlotLength)) != heads[slot]) Write(HeaderLength + (slot * SlotLength), heads[slot]);
        }

        WriteEnd(number, used);
        return EntryAt(number);
    }

    private bool IsNext(int number, long last, long end, int[] heads) =>
        IsPromised(number, last, end) && ReadInt32(EntryAt(number)) is >= 0 and var hash && ReadInt32(EntryAt(number) + 16) == heads[hash % slots];

    private bool IsPromised(int number, long last, long end)
    {
        if (!segment.Span(EntryAt(number), EntryLength).ContainsAnyExcept((byte)0)) return false;
        var position = ReadInt64(EntryAt(number) + 4);
        return position >= last && position < end;
    }

    public void Flush()
    {
        if (!_dirty) return;
        var flushed = false;
        try
        {
            // Cleared first: what is put meanwhile makes it dirty again.
            _dirty = false;
            segment.Flush(0, EntryAt(NextEntry));
            flushed = true;
        }
        finally
        {
            if (!flushed) _dirty = true;
        }
    }

    /// <summary>Takes disk space for header and slots, which are written anywhere, and for the next entries.</summary>
    private void Reserve(int number)
    {
        if (_reserved == 0) segment.Reserve(0, EntryAt(0));
        var end = Math.Min(segment.Length, EntryAt(number) + SpaceAtOnce);
        segment.Reserve(EntryAt(number), end - EntryAt(number));
        _reserved = end;
    }

    private void WriteEnd(int next, int usedSlots)
    {
        Write(32, usedSlots);
        Write(36, next);
        if (next > 1)
        {
            Write(24, ReadInt64(EntryAt(next - 1) + 4));
            Write(8, BeginTimestamp + (ReadInt32(EntryAt(next - 1) + 12) * 1000L));
        }

        _dirty = true;
    }

    private int FirstEntryFrom(long physicalOffset)
    {
        var (low, high) = (1, Math.Min(NextEntry, capacity));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ReadInt64(EntryAt(middle) + 4) >= physicalOffset) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private int SlotAt(int keyHash) => HeaderLength + (keyHash % slots * SlotLength);

    private int EntryAt(int number) => HeaderLength + (slots * SlotLength) + (number * EntryLength);

    private int ReadInt32(int at) => BinaryPrimitives.ReadInt32BigEndian(segment.Span(at, 4));

    private long ReadInt64(int at) => BinaryPrimitives.ReadInt64BigEndian(segment.Span(at, 8));

    private void Write(int at, int value) => BinaryPrimitives.WriteInt32BigEndian(segment.Span(at, 4), value);

    private void Write(int at, long value) => BinaryPrimitives.WriteInt64BigEndian(segment.Span(at, 8), value);
}
