using System.Buffers.Binary;

namespace RocketMQ.Broker.Replication;

/// <summary>
/// What a replication connection carries (docs/protocol.md 5.1). Master to slave: int64 log position, int32 length, that many bytes of the
/// log; length 0 is a heartbeat. Slave to master: int64, the position behind the last byte it has.
/// </summary>
internal static class ReplicationFrame
{
    /// <summary>Bytes in front of each piece of log.</summary>
    public const int HeaderLength = 12;

    /// <summary>Bytes of a slave's report.</summary>
    public const int ReportLength = 8;

    public static void WriteHeader(Span<byte> target, long position, int length)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, position);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], length);
    }

    public static (long Position, int Length) ReadHeader(ReadOnlySpan<byte> source) =>
        (BinaryPrimitives.ReadInt64BigEndian(source), BinaryPrimitives.ReadInt32BigEndian(source[8..]));

    public static void WriteReport(Span<byte> target, long position) => BinaryPrimitives.WriteInt64BigEndian(target, position);

    public static long ReadReport(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadInt64BigEndian(source);
}
