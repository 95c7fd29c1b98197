using System.Buffers.Binary;

namespace RocketMQ.Model;

/// <summary>Positions inside a record that depend on the sizes of its hosts, and the fields that a broker fills in late (docs/protocol.md 4.2.1).</summary>
public static class RecordLayout
{
    /// <summary>Longest property text: its length is a signed short.</summary>
    public const int MaxPropertiesLength = short.MaxValue;

    /// <summary>Longest topic of a version 1 record: its length is a signed byte.</summary>
    public const int MaxTopicLengthV1 = sbyte.MaxValue;

    /// <summary>Where the body starts: 88, and 12 more for each IPv6 host.</summary>
    public static int BodyAt(SystemFlags flags) =>
        88 + ((flags & SystemFlags.BornHostV6) != 0 ? 12 : 0) + ((flags & SystemFlags.StoreHostV6) != 0 ? 12 : 0);

    public static int StoreTimestampAt(SystemFlags flags) => 56 + ((flags & SystemFlags.BornHostV6) != 0 ? 12 : 0);

    public static void PatchQueueOffset(Span<byte> record, long value) => BinaryPrimitives.WriteInt64BigEndian(record[20..], value);

    public static void PatchPhysicalOffset(Span<byte> record, long value) => BinaryPrimitives.WriteInt64BigEndian(record[28..], value);

    public static void PatchStoreTimestamp(Span<byte> record, SystemFlags flags, long value) =>
        BinaryPrimitives.WriteInt64BigEndian(record[StoreTimestampAt(flags)..], value);
}
