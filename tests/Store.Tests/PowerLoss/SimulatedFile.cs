using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests.PowerLoss;

/// <summary>A file of a <see cref="SimulatedDisk"/>: what programs see of it, and what the disk has of it.</summary>
internal sealed class SimulatedFile(byte[] live, byte[] durable)
{
    public const int PageSize = 4096;

    /// <summary>What a disk writes as a whole or not at all.</summary>
    private const int SectorSize = 512;

    /// <summary>Bytes of the durable content that were never cut off since the last flush.</summary>
    private long _keeps = long.MaxValue;

    /// <summary>Pages that could not be written, by position, as they were then.</summary>
    private readonly Dictionary<int, byte[]> _takenForClean = [];

    /// <summary>What programs see. Mappings point into this array, so only a file that is not mapped gets another.</summary>
    public byte[] Live { get; private set; } = live;

    /// <summary>What is on the disk.</summary>
    public byte[] Durable { get; private set; } = durable;

    private Span<byte> Page(int at) => Live.AsSpan(at, Math.Min(PageSize, Live.Length - at));

    public SimulatedFile Clone() => new([.. Live], [.. Durable]) { _keeps = _keeps };

    /// <summary>The disk learns of a new length, and of what was cut off for a moment, with the next flush.</summary>
    public void SetLength(long length)
    {
        _keeps = Math.Min(_keeps, length);
        var bytes = new byte[length];
        Live.AsSpan(0, (int)Math.Min(length, Live.Length)).CopyTo(bytes);
        Live = bytes;
    }

    /// <summary>Brings the pages that a range touches to disk, and the length.</summary>
    public void Flush(long position, long length)
    {
        if (Durable.Length != Live.Length || _keeps < Durable.Length)
        {
            if (_keeps < Durable.Length) Durable.AsSpan((int)_keeps).Clear();
            _keeps = long.MaxValue;
            var bytes = new byte[Live.Length];
            Durable.AsSpan(0, Math.Min(Durable.Length, bytes.Length)).CopyTo(bytes);
            Durable = bytes;
        }

        var from = (int)(position / PageSize * PageSize);
        var to = (int)Math.Min(Live.Length, (position + length + PageSize - 1) / PageSize * PageSize);
        for (var at = from; at < to; at += PageSize)
        {
            if (_takenForClean.TryGetValue(at, out var then) && Page(at).SequenceEqual(then)) continue;
            _ = _takenForClean.Remove(at);
            Page(at).CopyTo(Durable.AsSpan(at));
        }
    }

    /// <summary>A flush that fails: as with a real system its pages count as written from here on, until something changes them.</summary>
    public void FailToFlush(long position, long length)
    {
        for (var at = (int)(position / PageSize * PageSize); at < Math.Min(position + length, Live.Length); at += PageSize) _takenForClean[at] = Page(at).ToArray();
    }

    public void MakeDirty(long position, long length)
    {
        for (var at = (int)(position / PageSize * PageSize); at < position + length; at += PageSize) _ = _takenForClean.Remove(at);
    }

    /// <summary>The file after a loss of power: of every page that was not flushed, something between its two states.</summary>
    public SimulatedFile AfterPowerLoss(Random random)
    {
        var grown = Math.Max(0, Live.Length - Durable.Length);
        var length = random.Next(3) switch { 0 => Durable.Length, 1 => Live.Length, _ => Durable.Length + random.Next(grown + 1) };
        if (Durable.Length > Live.Length) length = random.Next(2) == 0 ? Live.Length : Durable.Length;
        var bytes = new byte[length];
        Durable.AsSpan(0, Math.Min(length, Durable.Length)).CopyTo(bytes);
        for (var at = 0; at < length; at += PageSize)
        {
            var size = Math.Min(PageSize, length - at);
            if (at + size <= Live.Length) Lose(Live.AsSpan(at, size), bytes.AsSpan(at, size), random);
        }

        return new SimulatedFile(bytes, [.. bytes]);
    }

    /// <summary>What of a page reached the disk: all, nothing, its front, any sectors of it, or zero bytes for what changed.</summary>
    private static void Lose(ReadOnlySpan<byte> live, Span<byte> page, Random random)
    {
        if (live.SequenceEqual(page)) return;
        var kind = random.Next(5);
        var cut = random.Next((live.Length / SectorSize) + 1);
        for (var sector = 0; sector * SectorSize < live.Length; sector++)
        {
            var at = sector * SectorSize;
            var size = Math.Min(SectorSize, live.Length - at);
            var from = live.Slice(at, size);
            var to = page.Slice(at, size);
            if (kind == 0 || (kind == 1 && sector < cut) || (kind == 2 && random.Next(2) == 0)) from.CopyTo(to);
            else if (kind == 3) ZeroChanges(from, to);
        }
    }

    private static void ZeroChanges(ReadOnlySpan<byte> live, Span<byte> sector)
    {
        for (var i = 0; i < sector.Length; i++)
        {
            if (sector[i] != live[i]) sector[i] = 0;
        }
    }

    /// <summary>A mapping of the whole file.</summary>
    internal sealed class Mapping(SimulatedDisk disk, SimulatedFile file, string path) : IMappedFile
    {
        private readonly byte[] _bytes = file.Live;

        public string Path => path;

        public int Length => _bytes.Length;

        public Memory<byte> Memory => _bytes;

        public Span<byte> GetSpan(int position, int length) => _bytes.AsSpan(position, length);

        public void Flush(int position, int length) => disk.Flush(file, position, length);

        public void Reserve(int position, int length)
        {
            // This disk is never full.
        }

        public void MakeDirty(int position, int length) => disk.MakeDirty(file, position, length);

        public void Populate(int position, int length)
        {
        }

        public void Forget(int position, int length)
        {
        }

        public void Dispose()
        {
        }
    }
}
