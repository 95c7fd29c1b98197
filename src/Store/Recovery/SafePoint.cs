using System.Buffers.Binary;
using RocketMQ.Model;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Recovery;

/// <summary>
/// A file of ours beside the original's checkpoint, exact where that is vague: the log position before which everything is on disk with
/// all its queue and index entries, where the log ended at a clean stop, and what queues and index there were. It repeats the three times
/// of the checkpoint; once the original has written to the store they differ and it counts no more.
/// </summary>
/// <remarks>
/// Owned like <see cref="Checkpoint"/> and saved behind it. A save that is torn, or of which only one file reached the disk, does not fit
/// its checksum or the times; recovery then goes by the times alone, as the original does.
/// </remarks>
internal sealed class SafePoint(IStoreFiles files, string path, Checkpoint checkpoint)
{
    private const int FileLength = 76;
    private const int TimesAt = 24;
    private const int InventoryAt = TimesAt + Checkpoint.TimesLength;
    private const int CheckAt = FileLength - 4;
    private const long Magic = 0x524D_5153_4146_4531;

    /// <summary>End of the log at a clean stop; null where it is not known.</summary>
    public long? CleanEnd { get; private set; }

    /// <summary>Log position before which log, queues and index are on disk; null where it is not known.</summary>
    public long? Position { get; set; }

    /// <summary>What there was when this was saved; null where it is not known.</summary>
    public Inventory? Inventory { get; private set; }

    /// <summary>Reads the file after the checkpoint was read.</summary>
    public void Load()
    {
        if (!files.Exists(path)) return;
        var content = files.ReadAll(path).AsSpan();
        Span<byte> times = stackalloc byte[Checkpoint.TimesLength];
        checkpoint.WriteTimes(times);
        if (content.Length != FileLength || ReadInt64(content, 0) != Magic || !content.Slice(TimesAt, times.Length).SequenceEqual(times)) return;
        if (BinaryPrimitives.ReadInt32BigEndian(content[CheckAt..]) != BodyCrc.Of(content[..CheckAt])) return;
        CleanEnd = ReadInt64(content, 8) is >= 0 and var end ? end : null;
        Position = ReadInt64(content, 16) is >= 0 and var safe ? safe : null;
        Inventory = new Inventory(ReadInt64(content, InventoryAt), ReadInt64(content, InventoryAt + 8), ReadInt64(content, InventoryAt + 16));
    }

    /// <summary>Writes everything, and the end of the log when it is final.</summary>
    public void Save(Inventory inventory, long? cleanEnd)
    {
        CleanEnd = cleanEnd;
        Inventory = inventory;
        var content = new byte[FileLength];
        WriteInt64(content, 0, Magic);
        WriteInt64(content, 8, cleanEnd ?? -1);
        WriteInt64(content, 16, Position ?? -1);
        checkpoint.WriteTimes(content.AsSpan(TimesAt));
        WriteInt64(content, InventoryAt, inventory.Digest);
        WriteInt64(content, InventoryAt + 8, inventory.Queues);
        WriteInt64(content, InventoryAt + 16, inventory.IndexBegin);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(CheckAt), BodyCrc.Of(content.AsSpan(0, CheckAt)));
        files.WriteDurably(path, content);
    }

    private static long ReadInt64(ReadOnlySpan<byte> source, int at) => BinaryPrimitives.ReadInt64BigEndian(source[at..]);

    private static void WriteInt64(Span<byte> target, int at, long value) => BinaryPrimitives.WriteInt64BigEndian(target[at..], value);
}
