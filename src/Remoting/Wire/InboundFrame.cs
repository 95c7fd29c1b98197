using System.Buffers.Binary;
using System.Text;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Wire;

/// <summary>
/// One frame read in place: scalars decoded, extension fields only located. Valid until the receive buffer moves on, that is,
/// during the synchronous part of dispatch; whoever needs it longer makes a <see cref="RemotingCommand"/> of it.
/// </summary>
/// <remarks>
/// int32 length of what follows | byte serialize type | int24 header length | header | body. docs/protocol.md 1.1.
/// </remarks>
public readonly ref struct InboundFrame
{
    /// <summary>Length field, serialize type and header length.</summary>
    public const int PrefixLength = 8;

    /// <summary>The original's default limit for one frame including its length field.</summary>
    public const int DefaultMaxLength = 16 * 1024 * 1024;

    private readonly ReadOnlySpan<byte> _header;
    private readonly FieldIndex _fields;
    private readonly HeaderScalars _scalars;

    private InboundFrame(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, SerializeType type, HeaderScalars scalars, FieldIndex fields)
    {
        _header = header;
        Body = body;
        SerializeType = type;
        _scalars = scalars;
        _fields = fields;
    }

    /// <summary>What follows the header; empty where the sender had none.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>How the header was written, and so how its answer is.</summary>
    public SerializeType SerializeType { get; }

    /// <summary>Request code, or response code when <see cref="IsResponse"/>.</summary>
    public int Code => _scalars.Code;

    /// <summary>The sender's language, for display.</summary>
    public LanguageCode Language => _scalars.Language;

    /// <summary>The sender's version ordinal, see <see cref="RemotingVersion"/>.</summary>
    public int Version => _scalars.Version;

    /// <summary>The request's number in its sender's space.</summary>
    public int Opaque => _scalars.Opaque;

    /// <summary>Response and oneway bits.</summary>
    public CommandFlags Flags => _scalars.Flags;

    /// <summary>Whether the opaque belongs to a request of ours.</summary>
    public bool IsResponse => (Flags & CommandFlags.Response) != 0;

    /// <summary>Whether no answer may be sent.</summary>
    public bool IsOneway => (Flags & CommandFlags.Oneway) != 0;

    /// <summary>Whether a field's name is written with escapes: found in a copy of the fields, and not by its bytes.</summary>
    public bool HasEscapedNames
    {
        get
        {
            foreach (ref readonly var entry in _fields.Entries)
            {
                if (entry.NameEscaped)
                    return true;
            }

            return false;
        }
    }

    internal ReadOnlySpan<byte> Header => _header;

    /// <summary>Where the extension fields lie in <see cref="Header"/>, in the order in which they were sent.</summary>
    internal ReadOnlySpan<FieldIndex.Entry> Fields => _fields.Entries;

    /// <summary>The free text of the header, or null.</summary>
    public string? Remark => _scalars.RemarkLength < 0
        ? null
        : new HeaderField(_header.Slice(_scalars.RemarkStart, _scalars.RemarkLength), _scalars.RemarkEscaped).GetString();

    /// <summary>
    /// The length of the first frame in <paramref name="buffer"/> including its prefix; 0 while too little has arrived to tell.
    /// </summary>
    /// <exception cref="WireException">The frame is longer than <paramref name="maxLength"/> or shorter than its own prefix.</exception>
    public static int MeasureFrame(ReadOnlySpan<byte> buffer, int maxLength)
    {
        if (buffer.Length < 4)
            return 0;
        var length = BinaryPrimitives.ReadInt32BigEndian(buffer);
        if (length < 4)
            throw new WireException($"a frame says it is {length} bytes long; the shortest holds 4");
        if (length > maxLength - 4)
            throw new WireException($"a frame says it is {length} bytes long; at most {maxLength - 4} are accepted");
        return length + 4;
    }

    /// <summary>Reads one whole frame.</summary>
    /// <param name="frame">Exactly the bytes that <see cref="MeasureFrame"/> measured.</param>
    /// <param name="fields">Overwritten with the places of this frame's extension fields.</param>
    /// <exception cref="WireException">The header is no header.</exception>
    public static InboundFrame Read(ReadOnlySpan<byte> frame, FieldIndex fields)
    {
        if (frame.Length < PrefixLength)
            throw new WireException($"a frame of {frame.Length} bytes is shorter than its prefix of {PrefixLength}");
        var type = frame[4];
        var headerLength = BinaryPrimitives.ReadInt32BigEndian(frame[4..]) & 0xFFFFFF;
        if (headerLength > frame.Length - PrefixLength)
            throw new WireException($"a header of {headerLength} bytes does not fit its frame of {frame.Length} bytes");
        var header = frame.Slice(PrefixLength, headerLength);
        fields.Clear();
        var scalars = (SerializeType)type switch
        {
            SerializeType.Json => JsonHeader.Read(header, fields),
            SerializeType.RocketMQ => BinaryHeader.Read(header, fields),
            _ => throw new WireException($"serialize type {type} is unknown; 0 (JSON) and 1 (ROCKETMQ) are"),
        };
        return new InboundFrame(header, frame[(PrefixLength + headerLength)..], (SerializeType)type, scalars, fields);
    }

    /// <summary>Finds an extension field by its wire name; the last one where a name occurs twice.</summary>
    public bool TryGetField(ReadOnlySpan<byte> name, out HeaderField value)
    {
        var entries = _fields.Entries;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            ref readonly var entry = ref entries[i];
            if (entry.NameLength != name.Length || !_header.Slice(entry.Name, entry.NameLength).SequenceEqual(name))
                continue;
            value = new HeaderField(_header.Slice(entry.Value, entry.ValueLength), entry.Escaped);
            return true;
        }

        value = default;
        return false;
    }

    /// <inheritdoc cref="TryGetField(ReadOnlySpan{byte}, out HeaderField)"/>
    public bool TryGetField(string name, out HeaderField value)
    {
        var entries = _fields.Entries;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            ref readonly var entry = ref entries[i];
            if (entry.NameLength != name.Length || !Ascii.Equals(_header.Slice(entry.Name, entry.NameLength), name))
                continue;
            value = new HeaderField(_header.Slice(entry.Value, entry.ValueLength), entry.Escaped);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>All extension fields, the last one winning where a name occurs twice; null when the frame has none.</summary>
    public Dictionary<string, string>? CopyFields()
    {
        if (_fields.Count == 0)
            return null;
        var copy = new Dictionary<string, string>(_fields.Count, StringComparer.Ordinal);
        foreach (ref readonly var entry in _fields.Entries)
        {
            copy[new HeaderField(_header.Slice(entry.Name, entry.NameLength), entry.NameEscaped).GetString()] =
                new HeaderField(_header.Slice(entry.Value, entry.ValueLength), entry.Escaped).GetString();
        }

        return copy;
    }

    /// <summary>Reads the extension fields into a header object.</summary>
    /// <exception cref="Dispatch.RejectedException">A required field is missing, or a number is none.</exception>
    public THeader ReadHeader<THeader>()
        where THeader : Headers.IRemotingHeader, new()
    {
        var header = new THeader();
        var reader = new FrameFieldReader(this);
        header.Fields(ref reader);
        return header;
    }
}
