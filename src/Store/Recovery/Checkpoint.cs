using System.Buffers.Binary;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Recovery;

/// <summary>How far disk and derived files had come, as the original notes it: three times of messages (docs/protocol.md 4.6).</summary>
/// <remarks>Fields are owned by whoever holds the flush turn; saving happens there and when the store closes.</remarks>
internal sealed class Checkpoint(IStoreFiles files, string path)
{
    public const int TimesLength = 24;

    private const int FileLength = 4096;

    /// <summary>Records younger than this before the oldest certain time are looked at again.</summary>
    private const long SafetyMillis = 3000;

    public long LogTimestamp { get; set; }

    public long QueueTimestamp { get; set; }

    public long IndexTimestamp { get; set; }

    /// <summary>Messages stored up to this time are certainly in the log and the queues on disk.</summary>
    public long SafeTimestamp => Math.Max(0, Math.Min(LogTimestamp, QueueTimestamp) - SafetyMillis);

    /// <summary>Reads the file. Times that are still to come cannot be right; then none of the three is believed.</summary>
    public void Load(long now)
    {
        if (!files.Exists(path)) return;
        var content = files.ReadAll(path).AsSpan();
        if (content.Length < TimesLength) return;
        var times = (Log: ReadInt64(content, 0), Queue: ReadInt64(content, 8), Index: ReadInt64(content, 16));
        if (IsPast(times.Log) && IsPast(times.Queue) && IsPast(times.Index)) (LogTimestamp, QueueTimestamp, IndexTimestamp) = times;

        bool IsPast(long time) => time >= 0 && time <= now;
    }

    public void WriteTimes(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, LogTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(target[8..], QueueTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], IndexTimestamp);
    }

    public void Save()
    {
        var content = new byte[FileLength];
        WriteTimes(content);
        files.WriteDurably(path, content);
    }

    /// <summary>Vouches for nothing any more.</summary>
    public void Forget() => (LogTimestamp, QueueTimestamp, IndexTimestamp) = (0, 0, 0);

    private static long ReadInt64(ReadOnlySpan<byte> source, int at) => BinaryPrimitives.ReadInt64BigEndian(source[at..]);
}
