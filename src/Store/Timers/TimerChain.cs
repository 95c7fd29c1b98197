using System.Buffers.Binary;
using System.Globalization;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Timers;

/// <summary>
/// Entries of all slots in the order in which they came, each pointing to the next one of its slot. Mapped files of one size; a file whose
/// entries are all gone is deleted.
/// </summary>
/// <remarks>Owned by <see cref="TimerIndex"/>. A position is the number of an entry since the beginning, counted from 1; 0 is none.</remarks>
internal sealed class TimerChain(IStoreFiles files, string folder) : IDisposable
{
    /// <summary>Entries of a file.</summary>
    public const int PerFile = 128 * 1024;

    private const int UnitLength = TimerEntry.Length + 8;
    private const int NextAt = TimerEntry.Length;

    private readonly Dictionary<long, Part> _parts = [];
    private long _end;

    /// <summary>Entries that are not removed.</summary>
    public long Count { get; private set; }

    /// <summary>Files there are now.</summary>
    public int Files => _parts.Count;

    /// <summary>The last position given.</summary>
    public long End => _end;

    /// <summary>Takes files over that an earlier process left; nothing counts as used until <see cref="Claim"/> says so.</summary>
    public void Load(long end)
    {
        _end = end;
        foreach (var file in files.ListFiles(folder))
        {
            if (long.TryParse(file.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && file.Length == PerFile * UnitLength)
                _parts[number] = new Part(files.Map(file.Path, PerFile * UnitLength));
        }
    }

    /// <summary>Adds an entry behind another one of its slot.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="behind">The slot's last one so far; 0 where it is empty.</param>
    public long Add(TimerEntry entry, long behind)
    {
        var position = ++_end;
        var number = FileOf(position);
        if (!_parts.TryGetValue(number, out var part))
        {
            DropEmpty(number - 1);
            files.CreateDirectory(folder);
            _parts[number] = part = new Part(files.Map(PathOf(number), PerFile * UnitLength));
        }

        var unit = part.Unit(position);
        entry.Write(unit);
        BinaryPrimitives.WriteInt64LittleEndian(unit[NextAt..], 0);
        if (behind > 0)
            BinaryPrimitives.WriteInt64LittleEndian(_parts[FileOf(behind)].Unit(behind)[NextAt..], position);
        part.Used++;
        Count++;
        return position;
    }

    /// <summary>Reads an entry and the position of the next one; false where no file has it.</summary>
    public bool TryRead(long position, out TimerEntry entry, out long next)
    {
        (entry, next) = (default, 0);
        if (position <= 0 || position > _end || !_parts.TryGetValue(FileOf(position), out var part))
            return false;
        var unit = part.Unit(position);
        entry = TimerEntry.Read(unit);
        next = BinaryPrimitives.ReadInt64LittleEndian(unit[NextAt..]);
        return true;
    }

    /// <summary>Counts an entry that an earlier process left as used.</summary>
    public void Claim(long position)
    {
        _parts[FileOf(position)].Used++;
        Count++;
    }

    /// <summary>Deletes files that nothing claimed.</summary>
    public void DropUnclaimed()
    {
        foreach (var (number, part) in _parts.ToList())
        {
            if (part.Used == 0)
                Drop(number, part);
        }
    }

    /// <summary>An entry has been dealt with.</summary>
    public void Remove(long position)
    {
        var number = FileOf(position);
        var part = _parts[number];
        part.Used--;
        Count--;
        if (part.Used == 0 && number != FileOf(_end))
            Drop(number, part);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Dispose();
        files.DeleteDirectory(folder);
        (_end, Count) = (0, 0);
    }

    /// <summary>Waits until all files are on disk.</summary>
    public void Flush()
    {
        foreach (var part in _parts.Values)
            part.File.Flush(0, PerFile * UnitLength);
    }

    public void Dispose()
    {
        foreach (var part in _parts.Values)
            part.File.Dispose();
        _parts.Clear();
    }

    /// <summary>The file that was the last one is kept until there is another.</summary>
    private void DropEmpty(long number)
    {
        if (_parts.TryGetValue(number, out var part) && part.Used == 0)
            Drop(number, part);
    }

    private void Drop(long number, Part part)
    {
        part.File.Dispose();
        _parts.Remove(number);
        files.Delete(PathOf(number));
    }

    private string PathOf(long number) => Path.Combine(folder, number.ToString("D10", CultureInfo.InvariantCulture));

    private static long FileOf(long position) => (position - 1) / PerFile;

    /// <summary>One file and how many of its entries still count.</summary>
    private sealed class Part(IMappedFile file)
    {
        public IMappedFile File { get; } = file;

        public int Used { get; set; }

        public Span<byte> Unit(long position) => File.GetSpan((int)((position - 1) % PerFile) * UnitLength, UnitLength);
    }
}
