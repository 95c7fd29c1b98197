using System.Buffers.Binary;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Recovery;

/// <summary>
/// How far disk and derived files had come (docs/protocol.md 4.6): three times of messages that are certainly flushed. Behind the
/// original's fields, which it leaves alone, stand the log position that is certainly on disk with all its queue and index entries, and
/// where the log ended at the last clean stop, so that the next start need not look for either. That mark repeats the three times; once
/// the original has written to the store they differ and the mark counts no more.
/// </summary>
/// <remarks>Fields are owned by whoever holds the flush turn; saving happens there and when the store closes.</remarks>
internal sealed class Checkpoint(IStoreFiles files, string path)
{
    private const int FileLength = 4096;
    private const int MarkAt = 1024;
    private const int MarkLength = 48;
    private const long MarkMagic = 0x524D_5143_4C45_414E;

    /// <summary>Records younger than this before the oldest certain time are looked at again.</summary>
    private const long SafetyMillis = 3000;

    public long LogTimestamp { get; set; }

    public long QueueTimestamp { get; set; }

    public long IndexTimestamp { get; set; }

    /// <summary>End of the log at a clean stop; null where it is not known.</summary>
    public long? CleanEnd { get; private set; }

    /// <summary>Log position before which log, queues and index are on disk; null where it is not known.</summary>
    public long? SafePosition { get; set; }

    /// <summary>Messages stored up to this time are certainly in the log and the queues on disk.</summary>
    public long SafeTimestamp => Math.Max(0, Math.Min(LogTimestamp, QueueTimestamp) - SafetyMillis);

    public void Load()
    {
        if (!files.Exists(path)) return;
        var content = files.ReadAll(path);
        if (content.Length < 24) return;
        LogTimestamp = BinaryPrimitives.ReadInt64BigEndian(content);
        QueueTimestamp = BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(8));
        IndexTimestamp = BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(16));
        if (content.Length < MarkAt + MarkLength) return;
        var mark = content.AsSpan(MarkAt, MarkLength);
        if (BinaryPrimitives.ReadInt64BigEndian(mark) != MarkMagic || !mark[24..].SequenceEqual(content.AsSpan(0, 24))) return;
        CleanEnd = BinaryPrimitives.ReadInt64BigEndian(mark[8..]) is >= 0 and var end ? end : null;
        SafePosition = BinaryPrimitives.ReadInt64BigEndian(mark[16..]) is >= 0 and var safe ? safe : null;
    }

    /// <summary>Writes the times, and the end of the log when it is final.</summary>
    public void Save(long? cleanEnd = null)
    {
        CleanEnd = cleanEnd;
        var content = new byte[FileLength];
        BinaryPrimitives.WriteInt64BigEndian(content, LogTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(8), QueueTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(16), IndexTimestamp);
        var mark = content.AsSpan(MarkAt, MarkLength);
        BinaryPrimitives.WriteInt64BigEndian(mark, MarkMagic);
        BinaryPrimitives.WriteInt64BigEndian(mark[8..], cleanEnd ?? -1);
        BinaryPrimitives.WriteInt64BigEndian(mark[16..], SafePosition ?? -1);
        content.AsSpan(0, 24).CopyTo(mark[24..]);
        files.WriteDurably(path, content);
    }
}
