using System.Buffers.Binary;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Wire;

/// <summary>
/// The binary form of a header: int16 code | byte language | int16 version | int32 opaque | int32 flag | int32 remark length |
/// remark | int32 fields length | (int16 name length | name | int32 value length | value)*. docs/protocol.md 1.3.
/// </summary>
internal static class BinaryHeader
{
    /// <summary>Everything up to and including the remark's length.</summary>
    private const int FixedLength = 17;

    public static HeaderScalars Read(ReadOnlySpan<byte> header, FieldIndex fields)
    {
        if (header.Length < FixedLength + 4)
            throw new WireException($"a binary header of {header.Length} bytes is shorter than the {FixedLength + 4} it must have");
        var remark = BinaryPrimitives.ReadInt32BigEndian(header[13..]);
        if (remark < 0 || remark > header.Length - FixedLength - 4)
            throw new WireException($"a remark of {remark} bytes does not fit a binary header of {header.Length} bytes");
        var at = FixedLength + remark;
        var pairs = BinaryPrimitives.ReadInt32BigEndian(header[at..]);
        at += 4;
        if (pairs < 0 || pairs > header.Length - at)
            throw new WireException($"extension fields of {pairs} bytes do not fit a binary header of {header.Length} bytes");
        ReadFields(header[..(at + pairs)], at, fields);
        return new HeaderScalars
        {
            Code = BinaryPrimitives.ReadInt16BigEndian(header),
            Language = LanguageCodes.Parse(header[2]),
            Version = BinaryPrimitives.ReadInt16BigEndian(header[3..]),
            Opaque = BinaryPrimitives.ReadInt32BigEndian(header[5..]),
            Flags = (CommandFlags)BinaryPrimitives.ReadInt32BigEndian(header[9..]),
            RemarkStart = FixedLength,
            RemarkLength = remark == 0 ? -1 : remark,
        };
    }

    private static void ReadFields(ReadOnlySpan<byte> header, int at, FieldIndex fields)
    {
        while (at < header.Length)
        {
            var nameLength = header.Length - at >= 2 ? BinaryPrimitives.ReadInt16BigEndian(header[at..]) : (short)-1;
            var name = at + 2;
            if (nameLength < 0 || header.Length - name - nameLength < 4)
                throw new WireException($"an extension field at byte {at} of a binary header has no room for its name");
            var valueLength = BinaryPrimitives.ReadInt32BigEndian(header[(name + nameLength)..]);
            var value = name + nameLength + 4;
            if (valueLength < 0 || valueLength > header.Length - value)
                throw new WireException($"an extension field at byte {at} of a binary header has no room for its value");
            // An empty value means null in this form.
            if (valueLength > 0)
                fields.Add(new FieldIndex.Entry(name, nameLength, value, valueLength, Escaped: false));
            at = value + valueLength;
        }
    }
}
