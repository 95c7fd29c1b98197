using RocketMQ.Store.Files;

namespace RocketMQ.Store.Timers;

/// <summary>
/// Messages that wait for a second in the days ahead, on disk: adding one and finding the next due one take the same short time and no
/// memory however many wait.
/// </summary>
/// <remarks>
/// One thread uses it. The files are worth something only after <see cref="Close"/>; after anything else the owner clears them and adds
/// what waits again from the log, which is the truth. So nothing is flushed while it runs, and no order of writes matters.
/// </remarks>
public sealed class TimerIndex : IDisposable
{
    /// <summary>How far ahead of the earliest slot in use another may lie, in milliseconds.</summary>
    public const long Reach = (TimerWheel.Slots - 1) * TimerSlots.Length;

    private readonly TimerWheel _wheel;
    private readonly TimerChain _chain;

    private TimerIndex(IStoreFiles files, string folder)
    {
        files.CreateDirectory(folder);
        _wheel = new TimerWheel(files, Path.Combine(folder, "wheel"));
        _chain = new TimerChain(files, Path.Combine(folder, "chain"));
    }

    /// <summary>Messages that wait.</summary>
    public long Count => _chain.Count;

    /// <summary>Files they take.</summary>
    public int ChainFiles => _chain.Files;

    /// <summary>The last position, which <see cref="TryLoad"/> asks for.</summary>
    public long End => _chain.End;

    /// <summary>Opens the files of a folder, empty as long as <see cref="TryLoad"/> is not asked.</summary>
    public static TimerIndex Open(string folder) => new(new LocalFiles(), folder);

    internal static TimerIndex Open(IStoreFiles files, string folder) => new(files, folder);

    /// <summary>Takes over what an earlier process closed. False where it does not fit together; the index is empty then.</summary>
    /// <param name="end">The last position it gave.</param>
    /// <param name="count">Messages it said were waiting.</param>
    public bool TryLoad(long end, long count)
    {
        _chain.Load(end);
        _wheel.Load();
        if (TryClaim(count) && _chain.Count == count)
        {
            _chain.DropUnclaimed();
            return true;
        }

        Clear();
        return false;
    }

    /// <summary>Adds a message to a slot, behind those that are there.</summary>
    public void Add(long slot, TimerEntry entry)
    {
        var index = IndexOf(slot);
        var (first, last) = _wheel[index];
        var position = _chain.Add(entry, last);
        _wheel[index] = (first == 0 ? position : first, position);
    }

    /// <summary>The first slot in use from <paramref name="from"/> on; null where there is none.</summary>
    public long? NextSlot(long from) =>
        _wheel.DistanceToUsed(IndexOf(from)) is >= 0 and var distance ? TimerSlots.Of(from) + (distance * TimerSlots.Length) : null;

    /// <summary>The message of a slot that came first; false where there is none.</summary>
    public bool TryPeek(long slot, out TimerEntry entry) => _chain.TryRead(_wheel[IndexOf(slot)].First, out entry, out _);

    /// <summary>Removes the message of a slot that came first.</summary>
    public void RemoveFirst(long slot)
    {
        var index = IndexOf(slot);
        var (first, last) = _wheel[index];
        if (!_chain.TryRead(first, out _, out var next))
            throw new InvalidOperationException($"slot {slot} is empty");
        _wheel[index] = first == last ? default : (next, last);
        _chain.Remove(first);
    }

    /// <summary>Empties everything.</summary>
    public void Clear()
    {
        _wheel.Clear();
        _chain.Clear();
    }

    /// <summary>Puts everything on disk, for <see cref="TryLoad"/>.</summary>
    public void Close()
    {
        _wheel.Flush();
        _chain.Flush();
    }

    public void Dispose()
    {
        _wheel.Dispose();
        _chain.Dispose();
    }

    private bool TryClaim(long count)
    {
        for (int index = 0, distance; index < TimerWheel.Slots && (distance = _wheel.DistanceToUsed(index)) >= 0 && index + distance < TimerWheel.Slots;)
        {
            index += distance;
            var (position, last) = _wheel[index++];
            for (var isLast = false; !isLast;)
            {
                // More than were there means that a chain bites its tail.
                if (!_chain.TryRead(position, out _, out var next) || _chain.Count >= count)
                    return false;
                _chain.Claim(position);
                (isLast, position) = (position == last, next);
            }
        }

        return true;
    }

    private static int IndexOf(long slot) => (int)(slot / TimerSlots.Length % TimerWheel.Slots);
}
