using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace RocketMQ.Model;

/// <summary>What stands at a position of a commit log.</summary>
public enum RecordKind
{
    /// <summary>A whole record of version 1 or 2.</summary>
    Message,

    /// <summary>The mark that says the rest of the file is unused (docs/protocol.md 4.2.3).</summary>
    Blank,

    /// <summary>Zero bytes: nothing was written here yet.</summary>
    Empty,

    /// <summary>Fewer bytes than the record needs.</summary>
    Incomplete,

    /// <summary>Neither of these: an unknown magic number or lengths that contradict each other.</summary>
    Corrupt,
}

/// <summary>
/// A record read in place (docs/protocol.md 4.2.1): parsing checks magic and all lengths, the fields are decoded when asked for.
/// Allocates nothing; for dispatch, recovery and filters. <see cref="StoredMessage"/> is the form that can be kept.
/// </summary>
public readonly ref struct RecordView
{
    public const int MagicV1 = unchecked((int)0xDAA320A7);
    public const int MagicV2 = unchecked((int)0xDAA320AB);
    public const int MagicBlank = unchecked((int)0xCBD43194);

    /// <summary>Bytes of the blank mark, and the least that is kept free at the end of each file.</summary>
    public const int BlankLength = 8;

    /// <summary>Smallest record: IPv4 hosts, no body, no topic, no properties.</summary>
    public const int MinLength = 91;

    private readonly ReadOnlySpan<byte> _record;
    private readonly int _bodyAt;
    private readonly int _topicAt;
    private readonly int _topicLength;
    private readonly int _propertiesAt;

    private RecordView(ReadOnlySpan<byte> record, int bodyAt, int topicAt, int topicLength, int propertiesAt)
    {
        _record = record;
        _bodyAt = bodyAt;
        _topicAt = topicAt;
        _topicLength = topicLength;
        _propertiesAt = propertiesAt;
    }

    /// <summary>The whole record.</summary>
    public ReadOnlySpan<byte> Bytes => _record;

    public int Size => _record.Length;

    public int Magic => Int32(4);

    public int BodyCrc => Int32(8);

    public int QueueId => Int32(12);

    public int Flag => Int32(16);

    public long QueueOffset => Int64(20);

    public long PhysicalOffset => Int64(28);

    public SystemFlags SystemFlags => (SystemFlags)Int32(36);

    public long BornTimestamp => Int64(40);

    public HostAddress BornHost => HostAddress.Read(_record[48..], IsBornV6);

    public long StoreTimestamp => Int64(48 + BornLength);

    public HostAddress StoreHost => HostAddress.Read(_record[(56 + BornLength)..], (SystemFlags & SystemFlags.StoreHostV6) != 0);

    public int ReconsumeTimes => Int32(_bodyAt - 16);

    public long PreparedTransactionOffset => Int64(_bodyAt - 12);

    public ReadOnlySpan<byte> Body => _record[_bodyAt..(_topicAt - (IsVersion2 ? 2 : 1))];

    internal int BodyAt => _bodyAt;

    public ReadOnlySpan<byte> Topic => _record.Slice(_topicAt, _topicLength);

    public ReadOnlySpan<byte> Properties => _record[_propertiesAt..];

    /// <summary>Whether the body is what was stored.</summary>
    public bool HasValidCrc => BodyCrc == Model.BodyCrc.Of(Body);

    private bool IsVersion2 => Magic == MagicV2;

    private bool IsBornV6 => (SystemFlags & SystemFlags.BornHostV6) != 0;

    private int BornLength => IsBornV6 ? HostAddress.LengthV6 : HostAddress.LengthV4;

    /// <summary>Value of a property, or empty where the record has none of that name.</summary>
    public ReadOnlySpan<byte> Property(ReadOnlySpan<byte> name)
    {
        _ = MessageProperties.TryFind(Properties, name, out var value);
        return value;
    }

    /// <summary>Looks at what starts at the first byte of <paramref name="source"/>; bytes behind the record do not matter.</summary>
    public static RecordKind Parse(ReadOnlySpan<byte> source, out RecordView view)
    {
        view = default;
        if (source.Length < BlankLength) return source.ContainsAnyExcept((byte)0) ? RecordKind.Incomplete : RecordKind.Empty;
        var size = BinaryPrimitives.ReadInt32BigEndian(source);
        var magic = BinaryPrimitives.ReadInt32BigEndian(source[4..]);
        if (magic == MagicBlank) return RecordKind.Blank;
        if (magic == 0 && size == 0) return RecordKind.Empty;
        if (magic is not (MagicV1 or MagicV2) || size < MinLength) return RecordKind.Corrupt;
        return size > source.Length ? RecordKind.Incomplete : ParseLengths(source[..size], magic == MagicV2, out view);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RecordKind ParseLengths(ReadOnlySpan<byte> record, bool isVersion2, out RecordView view)
    {
        view = default;
        var flags = (SystemFlags)BinaryPrimitives.ReadInt32BigEndian(record[36..]);
        var bodyAt = RecordLayout.BodyAt(flags);
        var lengthBytes = isVersion2 ? 2 : 1;
        if (bodyAt + lengthBytes + 2 > record.Length) return RecordKind.Corrupt;
        var bodyLength = BinaryPrimitives.ReadInt32BigEndian(record[(bodyAt - 4)..]);
        if (bodyLength < 0 || bodyLength > record.Length - bodyAt - lengthBytes - 2) return RecordKind.Corrupt;

        var topicAt = bodyAt + bodyLength + lengthBytes;
        int topicLength = isVersion2 ? BinaryPrimitives.ReadInt16BigEndian(record[(topicAt - 2)..]) : (sbyte)record[topicAt - 1];
        if (topicLength < 0 || topicAt + topicLength + 2 > record.Length) return RecordKind.Corrupt;
        var propertiesAt = topicAt + topicLength + 2;
        if (propertiesAt + BinaryPrimitives.ReadInt16BigEndian(record[(propertiesAt - 2)..]) != record.Length) return RecordKind.Corrupt;
        view = new RecordView(record, bodyAt, topicAt, topicLength, propertiesAt);
        return RecordKind.Message;
    }

    private int Int32(int at) => BinaryPrimitives.ReadInt32BigEndian(_record[at..]);

    private long Int64(int at) => BinaryPrimitives.ReadInt64BigEndian(_record[at..]);
}
