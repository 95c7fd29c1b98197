using System.Buffers.Binary;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Timers;

/// <summary>The file that keeps <see cref="TimerProgress"/>, mapped, so that noting each delivery costs nothing.</summary>
/// <remarks>
/// One thread writes. Two places take turns, so a process killed while it writes leaves the other one: after that at most one delivery
/// is repeated. A third place is written when the log is certainly on disk up to there, for a crash of the machine, which can lose the
/// newest part of the log. Where the index was closed in order is noted apart and wiped as soon as it was read.
/// </remarks>
public sealed class TimerState : IDisposable
{
    private const int FileLength = 4096;
    private const int DurableAt = 1024;
    private const int ClosedAt = 2048;
    private const long ClosedMagic = 0x54_49_4D_45_52_4F_4B_31;

    private readonly IMappedFile _file;
    private long _number;

    private TimerState(IMappedFile file) => _file = file;

    /// <summary>Opens the file of a folder or makes it.</summary>
    public static TimerState Open(string folder) => Open(new LocalFiles(), folder);

    internal static TimerState Open(IStoreFiles files, string folder)
    {
        files.CreateDirectory(folder);
        return new TimerState(files.Map(Path.Combine(folder, "progress"), FileLength));
    }

    /// <summary>The newest progress that a log of this length bears out; null where there is none.</summary>
    public TimerProgress? Load(long logEnd)
    {
        (long Number, TimerProgress Progress)? best = null;
        foreach (var at in (ReadOnlySpan<int>)[PlaceOf(0), PlaceOf(1), DurableAt])
        {
            if (TimerProgress.Read(Place(at)) is not { } found)
                continue;
            _number = Math.Max(_number, found.Number);
            if (found.Progress.LogEnd <= logEnd && (best is null || found.Number > best.Value.Number))
                best = found;
        }

        return best?.Progress;
    }

    /// <summary>Notes a progress.</summary>
    public void Write(in TimerProgress progress)
    {
        _number++;
        progress.Write(_number, Place(PlaceOf(_number)));
    }

    /// <summary>Notes a progress for a crash of the machine; the log is on disk up to where it says.</summary>
    public void WriteDurable(in TimerProgress progress)
    {
        progress.Write(Math.Max(1, _number), Place(DurableAt));
        _file.Flush(0, FileLength);
    }

    /// <summary>Notes that the index was closed with so many messages.</summary>
    public void NoteClosed(long end, long count)
    {
        var place = _file.GetSpan(ClosedAt, 24);
        BinaryPrimitives.WriteInt64LittleEndian(place[8..], end);
        BinaryPrimitives.WriteInt64LittleEndian(place[16..], count);
        BinaryPrimitives.WriteInt64LittleEndian(place, ClosedMagic);
        _file.Flush(0, FileLength);
    }

    /// <summary>What <see cref="NoteClosed"/> noted, once; null where the index was not closed in order.</summary>
    public (long End, long Count)? TakeClosed()
    {
        var place = _file.GetSpan(ClosedAt, 24);
        if (BinaryPrimitives.ReadInt64LittleEndian(place) != ClosedMagic)
            return null;
        var noted = (BinaryPrimitives.ReadInt64LittleEndian(place[8..]), BinaryPrimitives.ReadInt64LittleEndian(place[16..]));
        place.Clear();
        _file.Flush(0, FileLength);
        return noted;
    }

    public void Dispose() => _file.Dispose();

    private Span<byte> Place(int at) => _file.GetSpan(at, TimerProgress.Length);

    private static int PlaceOf(long number) => number % 2 == 0 ? 0 : 512;
}
